import type { Field, Fields, Plain } from '../../model/fields.ts'

/** The fields of the `kafka` block. Reference: https://kafka.apache.org/documentation/#consumerconfigs, in our own words. */
export const KAFKA_FIELDS: Fields = {
  bootstrap_servers: {
    kind: 'field',
    value: { type: 'list', of: { type: 'string' } },
    doc: 'Brokers to ask first, as `host:port`. One that answers is enough; the others are found through it.',
    required: true,
    min: 1,
    check: checkServers,
  },
  topic: {
    kind: 'field',
    value: { type: 'string' },
    doc: 'Name of the topic: letters, digits, `.`, `_` and `-`, at most 249 characters.',
    required: true,
    min: 1,
    max: 249,
    forcesReplacement: true,
    check: checkTopic,
  },
  group: optionalText(
    'Name of the consumer group, only for a stream with a single exporter. By default `strmctl.<label>.<uid>`, new for each exporter. Fixed once an exporter was created.',
    { max: 255 },
  ),
  client_id: optionalText('Name under which brokers log and limit this client. By default `strmctl`.', { max: 255 }),
  tls: {
    kind: 'block',
    credentials: true,
    doc: 'Encrypted connections. An empty block trusts the certificate authorities of the system.',
    fields: {
      enabled: flag('Whether connections are encrypted.', true),
      ca_file: path('PEM file of the certificate authorities to trust instead of those of the system.'),
      ca: optionalText('The same, as PEM text.'),
      cert_file: path('PEM file of the client certificate, for mutual TLS.'),
      cert: optionalText('The same, as PEM text.'),
      key_file: path('PEM file of the private key of the client certificate. Read again when connecting.'),
      key: secret('The same, as PEM text.'),
      key_passphrase: secret('Passphrase of the private key.'),
      server_name: optionalText(
        'Name that the certificate of the brokers must carry, where it is not their host name.',
      ),
      insecure_skip_verify: flag('Accept any certificate. Only for experiments.', false),
    },
  },
  sasl: {
    kind: 'block',
    credentials: true,
    doc: 'Authentication of this client to the brokers.',
    fields: {
      mechanism: {
        ...optionalText('How to authenticate.'),
        required: true,
        oneOf: ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512', 'OAUTHBEARER', 'AWS_MSK_IAM'],
      },
      username: optionalText('User of PLAIN and SCRAM.'),
      password: secret('Password of PLAIN and SCRAM.'),
      password_file: path(
        'File with the password; read again when connecting, so a changed one is used without a restart.',
      ),
      password_env: optionalText('Environment variable with the password.'),
      oauth: {
        kind: 'block',
        doc: 'Where OAUTHBEARER gets its tokens: the client credentials grant.',
        fields: {
          token_endpoint: { ...optionalText('URL of the token endpoint.'), required: true, check: checkUrl },
          client_id: { ...optionalText('Id of the client.'), required: true },
          client_secret: secret('Secret of the client.'),
          client_secret_file: path('File with the secret of the client.'),
          client_secret_env: optionalText('Environment variable with the secret of the client.'),
          scopes: {
            kind: 'field',
            value: { type: 'list', of: { type: 'string' } },
            doc: 'Scopes to ask for.',
            default: [],
          },
          audience: optionalText('Audience to ask for, where the token endpoint wants one.'),
          extensions: {
            kind: 'field',
            value: { type: 'map', of: { type: 'string' } },
            doc: 'SASL extensions that are sent with the token (`logicalCluster`, `identityPoolId`).',
            default: {},
          },
        },
      },
      aws: {
        kind: 'block',
        doc: 'For AWS_MSK_IAM. Without it, the default chain of AWS: environment, profile, SSO, web identity, container, instance role.',
        fields: {
          region: optionalText(
            'Region of the cluster. By default the one in the names of the brokers, else that of the environment.',
          ),
          profile: optionalText('Profile of the shared AWS configuration.'),
          assume_role_arn: optionalText('Role to assume with the credentials found.'),
          external_id: optionalText('External id that the role asks for.'),
        },
      },
    },
  },
  create_topic: {
    kind: 'block',
    doc: 'Makes the topic where it is absent. Without this block the topic must exist.',
    fields: {
      partitions: {
        ...integer('Number of partitions. May be raised later, never lowered.', 1, 10_000),
        default: 1,
        onlyGrows: true,
      },
      replication_factor: {
        ...integer('Copies of each partition; -1 = the default of the brokers.', -1, 100),
        default: -1,
        check: (value) =>
          value === 0
            ? 'A topic needs at least one copy; write 1 or more, or -1 for the default of the brokers.'
            : undefined,
      },
      config: {
        kind: 'field',
        value: { type: 'map', of: { type: 'string' } },
        doc: 'Settings of the topic, such as `{ "retention.ms" = "604800000" }`.',
        default: {},
      },
    },
  },
  delete_topic: flag(
    'Whether the topic is deleted with the stream. Only a topic that `create_topic` made is ever deleted.',
    false,
  ),
  session_timeout: duration('How long a process may be silent before its partitions go to others.', '20s', {
    min: 6,
    max: 1800,
  }),
  rebalance_timeout: duration('How long a rebalance waits for the batches in flight.', '60s', { min: 6, max: 3600 }),
  static_membership: flag(
    'Whether a process keeps its partitions over a restart (a fixed group instance id for each of them).',
    false,
  ),
  request_timeout: duration('How long an answer of a broker may take.', '30s', { min: 1, max: 600 }),
  fetch_max_bytes: {
    kind: 'field',
    value: { type: 'bytes' },
    doc: 'Most bytes of one answer to a fetch. A larger record is read nevertheless.',
    default: 8 * 1024 * 1024,
    min: 1024,
    max: 256 * 1024 * 1024,
  },
}

function optionalText(doc: string, bounds: { readonly max?: number } = {}): Field {
  return { kind: 'field', value: { type: 'string' }, doc, min: 1, ...bounds }
}

function secret(doc: string): Field {
  return { ...optionalText(doc), sensitive: true }
}

function path(doc: string): Field {
  return { kind: 'field', value: { type: 'path' }, doc, min: 1 }
}

function flag(doc: string, byDefault: boolean): Field {
  return { kind: 'field', value: { type: 'boolean' }, doc, default: byDefault }
}

function integer(doc: string, min: number, max: number): Field {
  return { kind: 'field', value: { type: 'integer' }, doc, min, max }
}

function duration(
  doc: string,
  byDefault: string,
  { min, max }: { readonly min: number; readonly max: number },
): Field & { readonly default: string } {
  return { kind: 'field', value: { type: 'duration' }, doc, default: byDefault, min, max }
}

const SERVER = /^(?:\[[0-9A-Fa-f:.%]+\]|[^\s:/@[\]]+):(\d{1,5})$/

function checkServers(value: Plain): string | undefined {
  const servers: readonly Plain[] = Array.isArray(value) ? value : []
  const wrong = servers.find((server) => {
    const port = typeof server === 'string' ? Number(SERVER.exec(server)?.[1]) : NaN
    return !(port >= 1 && port <= 65_535)
  })
  return wrong === undefined
    ? undefined
    : `${JSON.stringify(wrong)} is not an address of a broker; write "host:port", for example "localhost:9092".`
}

function checkTopic(value: Plain): string | undefined {
  if (typeof value !== 'string') return undefined
  if (value === '.' || value === '..') return 'A topic cannot be called "." or "..".'
  return /^[A-Za-z0-9._-]*$/.test(value) ? undefined : 'A topic has only letters, digits, ".", "_" and "-" in its name.'
}

function checkUrl(value: Plain): string | undefined {
  if (typeof value === 'string' && URL.canParse(value) && /^https?:/.test(value)) return undefined
  return 'Write a URL that begins with "https://" or "http://".'
}

import type { CredentialPlaces } from '../../io/credentials/read-credential.ts'
import type { SaslCredentialsSource } from '../../io/kafka/sasl/credentials.ts'
import type { TlsSettings } from '../../io/kafka/tls-settings.ts'
import { FieldReader } from '../../model/field-reader.ts'
import type { FieldValues } from '../../model/fields.ts'
import { readSecret } from './read-secret.ts'
import { saslSource } from './sasl-source.ts'

/** The `create_topic` block. */
export interface TopicToMake {
  readonly partitions: number
  /** -1: the brokers' default. */
  readonly replicationFactor: number
  readonly config: { readonly [name: string]: string }
}

/** The `kafka` block of an applied stream, ready to use. Times in milliseconds. */
export interface KafkaSettings {
  readonly bootstrapServers: readonly string[]
  readonly topic: string
  readonly clientId: string
  readonly requestTimeoutMs: number
  /** `undefined`: not set. */
  readonly sessionTimeoutMs: number | undefined
  readonly rebalanceTimeoutMs: number
  readonly isMembershipStatic: boolean
  readonly fetchMaxBytes: number
  readonly topicToMake: TopicToMake | undefined
  readonly deletesTopic: boolean
  readonly tls: (() => Promise<TlsSettings>) | undefined
  readonly sasl: SaslCredentialsSource | undefined
}

/** The gate from recorded fields to settings. */
export function kafkaSettings(values: FieldValues, places: CredentialPlaces): KafkaSettings {
  const fields = new FieldReader(values)
  return {
    bootstrapServers: fields.texts('bootstrap_servers'),
    topic: fields.requiredText('topic'),
    clientId: fields.text('client_id') ?? 'strmctl',
    requestTimeoutMs: fields.milliseconds('request_timeout') ?? 30_000,
    sessionTimeoutMs: fields.milliseconds('session_timeout'),
    rebalanceTimeoutMs: fields.milliseconds('rebalance_timeout') ?? 60_000,
    isMembershipStatic: fields.flag('static_membership') ?? false,
    fetchMaxBytes: fields.number('fetch_max_bytes') ?? 8 * 1024 * 1024,
    topicToMake: topicToMake(fields.block('create_topic')),
    deletesTopic: fields.flag('delete_topic') ?? false,
    tls: tlsSource(fields.block('tls'), places),
    sasl: saslSource(fields.block('sasl'), places),
  }
}

function topicToMake(block: FieldReader | undefined): TopicToMake | undefined {
  if (block === undefined) return undefined
  return {
    partitions: block.number('partitions') ?? 1,
    replicationFactor: block.number('replication_factor') ?? -1,
    config: block.map('config'),
  }
}

/** Reads the `tls` block, and its files again at each connect; `undefined` where connections are not encrypted. */
function tlsSource(block: FieldReader | undefined, places: CredentialPlaces): (() => Promise<TlsSettings>) | undefined {
  if (block === undefined || block.flag('enabled') === false) return undefined
  const pem = (name: string): Promise<string | undefined> => readSecret(block, name, places)
  return async () => ({
    ca: await pem('ca'),
    cert: await pem('cert'),
    key: await pem('key'),
    passphrase: block.secret('key_passphrase'),
    serverName: block.text('server_name'),
    insecure: block.flag('insecure_skip_verify'),
  })
}

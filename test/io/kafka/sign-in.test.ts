import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import test from 'ava'
import { describeGroup } from '../../../src/io/kafka/admin/describe-group.ts'
import { sharedAbort } from '../../../src/io/kafka/abortable.ts'
import { openCluster } from '../../../src/io/kafka/cluster.ts'
import type { KafkaCluster } from '../../../src/io/kafka/cluster.ts'
import { KafkaConnectError } from '../../../src/io/kafka/errors.ts'
import type { KafkaConnectReason } from '../../../src/io/kafka/errors.ts'
import type { SaslCredentials } from '../../../src/io/kafka/sasl/credentials.ts'
import { oauthTokens } from '../../../src/io/kafka/sasl/oauth-tokens.ts'
import type { TlsSettings } from '../../../src/io/kafka/tls-settings.ts'
import { kafka, testWithKafka } from '../../services/kafka.ts'
import type { KafkaTools } from '../../services/kafka/kafka-tools.ts'
import type { ListenerName } from '../../services/kafka/listeners.ts'
import { unsecuredToken } from '../../services/kafka/unsecured-token.ts'

interface SignIn {
  readonly listener: ListenerName
  readonly tls?: (broker: KafkaTools) => Promise<TlsSettings>
  readonly sasl?: (broker: KafkaTools) => SaslCredentials
}

type Password = 'PLAIN' | 'SCRAM-SHA-256' | 'SCRAM-SHA-512'

const NEVER = sharedAbort().signal

async function trusting({ certificates }: KafkaTools): Promise<TlsSettings> {
  return { ca: await readFile(certificates.ca, 'utf8') }
}

async function asClient(broker: KafkaTools): Promise<TlsSettings> {
  const { clientCertificate, clientKey } = broker.certificates
  const [cert, key] = await Promise.all([readFile(clientCertificate, 'utf8'), readFile(clientKey, 'utf8')])
  return { ...(await trusting(broker)), cert, key }
}

async function asStranger(broker: KafkaTools): Promise<TlsSettings> {
  const { strangerCertificate, strangerKey } = broker.certificates
  const [cert, key] = await Promise.all([readFile(strangerCertificate, 'utf8'), readFile(strangerKey, 'utf8')])
  return { ...(await trusting(broker)), cert, key }
}

function password(mechanism: Password): (broker: KafkaTools) => SaslCredentials {
  return ({ user }) => ({ mechanism, username: user.name, password: user.password })
}

function wrongPassword(mechanism: Password): (broker: KafkaTools) => SaslCredentials {
  return ({ user }) => ({ mechanism, username: user.name, password: 'wrong-password' })
}

function token(text: string): () => SaslCredentials {
  return () => ({ mechanism: 'OAUTHBEARER', token: text, extensions: { traceId: '1' } })
}

async function clusterFor({ listener, tls, sasl }: SignIn): Promise<KafkaCluster> {
  const broker = await kafka()
  return openCluster({
    bootstrapServers: broker.listeners[listener].split(','),
    clientId: 'test',
    requestTimeoutMs: 60_000,
    connectTimeoutMs: 60_000,
    ...(tls === undefined ? {} : { tls: () => tls(broker) }),
    ...(sasl === undefined ? {} : { sasl: () => Promise.resolve(sasl(broker)) }),
  })
}

for (const [title, signIn] of Object.entries<SignIn>({
  'over plain TCP': { listener: 'PLAINTEXT' },
  'over TLS': { listener: 'SSL', tls: trusting },
  'over TLS, trusting anybody': { listener: 'SSL', tls: () => Promise.resolve({ insecure: true }) },
  'over TLS, to the name it is told': {
    listener: 'SSL',
    tls: async (broker) => ({ ...(await trusting(broker)), serverName: 'localhost' }),
  },
  'with a client certificate': { listener: 'MTLS', tls: asClient },
  'with PLAIN': { listener: 'SASL_PLAINTEXT', sasl: password('PLAIN') },
  'with PLAIN over TLS': { listener: 'SASL_SSL', tls: trusting, sasl: password('PLAIN') },
  'with SCRAM-SHA-256': { listener: 'SASL_PLAINTEXT', sasl: password('SCRAM-SHA-256') },
  'with SCRAM-SHA-512 over TLS': { listener: 'SASL_SSL', tls: trusting, sasl: password('SCRAM-SHA-512') },
  'with a token over TLS': { listener: 'SASL_SSL', tls: trusting, sasl: token(unsecuredToken('someone')) },
})) {
  testWithKafka(`openCluster() signs in ${title}`, async (t) => {
    const cluster = await clusterFor(signIn)
    t.teardown(() => cluster.close())
    t.is(await cluster.topic('absent', { signal: NEVER }), undefined)
    // The broker's own address for those who come through this listener.
    const { groupState } = await describeGroup(cluster, 'absent', NEVER)
    t.is(groupState, 'Dead')
  })
}

interface Refusal extends SignIn {
  readonly reason: KafkaConnectReason
}

for (const [title, { reason, ...signIn }] of Object.entries<Refusal>({
  'a broker that it does not trust': { reason: 'tls', listener: 'SSL', tls: () => Promise.resolve({}) },
  'a broker that carries another name': {
    reason: 'tls',
    listener: 'SSL',
    tls: async (broker) => ({ ...(await trusting(broker)), serverName: 'other.example.org' }),
  },
  'a broker that wants a certificate': { reason: 'tls', listener: 'MTLS', tls: trusting },
  'a broker that does not know its certificate': { reason: 'tls', listener: 'MTLS', tls: asStranger },
  'a key that is no key': {
    reason: 'tls',
    listener: 'SSL',
    tls: async (broker) => ({ ...(await trusting(broker)), cert: 'no', key: 'no' }),
  },
  'a broker without TLS': { reason: 'tls', listener: 'PLAINTEXT', tls: trusting },
  'a wrong password with PLAIN': {
    reason: 'authentication',
    listener: 'SASL_PLAINTEXT',
    sasl: wrongPassword('PLAIN'),
  },
  'a wrong password with SCRAM-SHA-256': {
    reason: 'authentication',
    listener: 'SASL_PLAINTEXT',
    sasl: wrongPassword('SCRAM-SHA-256'),
  },
  'a wrong password with SCRAM-SHA-512': {
    reason: 'authentication',
    listener: 'SASL_SSL',
    tls: trusting,
    sasl: wrongPassword('SCRAM-SHA-512'),
  },
  'a token that the broker refuses': {
    reason: 'authentication',
    listener: 'SASL_SSL',
    tls: trusting,
    sasl: token('not.a-token.'),
  },
  'a mechanism that the broker does not offer': {
    reason: 'authentication',
    listener: 'SASL_PLAINTEXT',
    sasl: () => ({
      mechanism: 'AWS_MSK_IAM',
      region: 'us-east-1',
      accessKeyId: 'id',
      secretAccessKey: 'secret',
      sessionToken: undefined,
    }),
  },
})) {
  testWithKafka(`openCluster() fails for ${title}`, async (t) => {
    const cluster = await clusterFor(signIn)
    t.teardown(() => cluster.close())
    const error = await t.throwsAsync(cluster.topic('any', { signal: NEVER }), { instanceOf: KafkaConnectError })
    t.is(error.reason, reason, error.message)
    t.false(error.message.includes('wrong-password'))
    t.true(error.message.includes((await kafka()).listeners[signIn.listener].split(':')[0] ?? '?'), error.message)
  })
}

testWithKafka('openCluster() signs in with tokens of an endpoint', async (t) => {
  const server = createServer((_, response) => {
    const answer = { access_token: unsecuredToken('service'), token_type: 'bearer', expires_in: 60 }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.teardown(() => server.close())
  const tokens = oauthTokens({
    tokenEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}/token`,
    clientId: 'me',
    clientSecret: () => Promise.resolve('secret'),
    scopes: [],
    audience: undefined,
    extensions: {},
  })
  const { listeners } = await kafka()
  const cluster = openCluster({
    bootstrapServers: [listeners.SASL_PLAINTEXT],
    clientId: 'test',
    requestTimeoutMs: 60_000,
    connectTimeoutMs: 60_000,
    sasl: tokens,
  })
  t.teardown(() => cluster.close())
  t.is(await cluster.topic('absent', { signal: NEVER }), undefined)
})

test('openCluster() fails with all that it tried, and with what its credentials fail with', async (t) => {
  const options = { clientId: 'test', requestTimeoutMs: 60_000, connectTimeoutMs: 60_000 }
  const cluster = openCluster({ ...options, bootstrapServers: ['127.0.0.1:1', '127.0.0.1:2'] })
  const error = await t.throwsAsync(cluster.topic('any', { signal: NEVER }), { instanceOf: KafkaConnectError })
  t.is(error.reason, 'unreachable')
  t.regex(error.message, /127\.0\.0\.1:1.*127\.0\.0\.1:2/)
  await cluster.close()
  await t.throwsAsync(cluster.topic('any', { signal: NEVER }), { instanceOf: KafkaConnectError, message: /closed/ })
})

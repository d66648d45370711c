import { readFile } from 'node:fs/promises'
import type { ConnectionOptions } from 'node:tls'
import { Kafka as Client, logLevel, type Admin, type SASLOptions } from 'kafkajs'
import { isAlive } from './is-alive.ts'
import { unsecuredToken } from './kafka/unsecured-token.ts'
import type { KafkaTools } from './kafka/kafka-tools.ts'
import type { ListenerName } from './kafka/listeners.ts'
import { kafka, ownKafka, testWithKafka } from './kafka.ts'
import { listObjects, readObject } from './s3/bucket.ts'
import { s3Request } from './s3/s3-client.ts'
import { ownS3, s3, testWithS3 } from './s3.ts'

testWithKafka('kafka() has topics that a Java producer fills', async (t) => {
  const cluster = await kafka()
  const filled = JSON.parse(await cluster.java('Fill', ['fill', '3', '100', 'small', '71', 'lz4', '1', '1'])) as unknown
  t.like(filled, { records: 100, bytes: 7100 })
  const admin = cluster.client.admin()
  await admin.connect()
  const offsets = await admin.fetchTopicOffsets('fill')
  await admin.disconnect()
  t.is(
    offsets.reduce((sum, { high }) => sum + Number(high), 0),
    100,
  )
})

for (const { listener, mechanism, certificate } of [
  { listener: 'SSL' },
  { listener: 'MTLS', certificate: true },
  { listener: 'SASL_PLAINTEXT', mechanism: 'plain' },
  { listener: 'SASL_SSL', mechanism: 'scram-sha-256' },
  { listener: 'SASL_SSL', mechanism: 'scram-sha-512' },
  { listener: 'SASL_SSL', mechanism: 'oauthbearer' },
] as const satisfies readonly SignIn[]) {
  testWithKafka(`kafka() lets a client in at ${listener} ${mechanism ?? ''}`, async (t) => {
    const admin = await connectedAdmin(await kafka(), { listener, mechanism, certificate })
    t.true((await admin.describeCluster()).brokers.length === 1)
    await admin.disconnect()
  })
}

for (const signIn of [
  { listener: 'MTLS' },
  { listener: 'MTLS', stranger: true },
  { listener: 'SASL_PLAINTEXT', mechanism: 'plain', password: 'wrong' },
  { listener: 'SASL_SSL', mechanism: 'scram-sha-512', password: 'wrong' },
] as const satisfies readonly SignIn[]) {
  testWithKafka(`kafka() refuses a client: ${JSON.stringify(signIn)}`, async (t) => {
    const cluster = await kafka()
    await t.throwsAsync(() => connectedAdmin(cluster, signIn))
  })
}

testWithKafka('ownKafka() starts a broker again over the same data', async (t) => {
  const cluster = await ownKafka(t)
  const topic = await cluster.createTopic({ partitions: 2 })
  const [broker] = cluster.brokers
  const pid = broker?.pid() ?? 0
  await broker?.kill()
  t.false(isAlive(pid))
  await broker?.start()
  const admin = cluster.client.admin()
  await admin.connect()
  t.true((await admin.listTopics()).includes(topic))
  await admin.disconnect()
})

testWithKafka('ownKafka() has three brokers, and a partition gets another leader', async (t) => {
  const cluster = await ownKafka(t, { brokers: 3 })
  const topic = await cluster.createTopic({ replicationFactor: 3 })
  const before = await cluster.leaderOf(topic, 0)
  await cluster.brokers[before - 1]?.kill()
  t.not(await cluster.leaderOf(topic, 0, before), before)
})

testWithS3('s3() takes and lists objects, and makes each key once', async (t) => {
  const server = await s3()
  const bucket = await server.makeBucket()
  const body = 'a\n'.repeat(1000)
  const put = { method: 'PUT', path: [bucket, 'a b/ü+(1).jsonl'], body, headers: { 'if-none-match': '*' } } as const
  t.is((await s3Request(server, put)).status, 200)
  t.is((await s3Request(server, put)).status, 412)
  const listed = []
  for await (const object of listObjects(server, bucket)) listed.push(object)
  t.deepEqual(listed, [{ key: 'a b/ü+(1).jsonl', size: 2000 }])
  t.is(await (await readObject(server, bucket, 'a b/ü+(1).jsonl')).text(), body)
})

testWithS3('ownS3() starts again over the same objects', async (t) => {
  const server = await ownS3(t)
  const bucket = await server.makeBucket()
  await server.kill()
  await t.throwsAsync(() => server.makeBucket())
  await server.start()
  t.is((await s3Request(server, { method: 'HEAD', path: [bucket] })).status, 200)
})

interface SignIn {
  readonly listener: ListenerName
  readonly mechanism?: 'plain' | 'scram-sha-256' | 'scram-sha-512' | 'oauthbearer' | undefined
  readonly password?: string
  readonly certificate?: boolean | undefined
  readonly stranger?: boolean
}

async function connectedAdmin(cluster: KafkaTools, signIn: SignIn): Promise<Admin> {
  const { listener, mechanism, password = cluster.user.password } = signIn
  const sasl =
    mechanism === 'oauthbearer'
      ? { mechanism, oauthBearerProvider: () => Promise.resolve({ value: unsecuredToken('alice') }) }
      : mechanism && { mechanism, username: cluster.user.name, password }
  const client = new Client({
    brokers: cluster.listeners[listener].split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 60_000,
    authenticationTimeout: 60_000,
    retry: { retries: 0 },
    ...(listener === 'SASL_PLAINTEXT' ? {} : { ssl: await tlsOf(cluster, signIn) }),
    ...(sasl && { sasl: sasl as SASLOptions }),
  })
  const admin = client.admin()
  try {
    await admin.connect()
    await admin.listTopics()
    return admin
  } catch (error) {
    await admin.disconnect()
    throw error
  }
}

async function tlsOf({ certificates }: KafkaTools, { certificate, stranger }: SignIn): Promise<ConnectionOptions> {
  const ca = await readFile(certificates.ca, 'utf8')
  const [key, cert] = stranger
    ? [certificates.strangerKey, certificates.strangerCertificate]
    : [certificates.clientKey, certificates.clientCertificate]
  if (!certificate && !stranger) return { ca }
  return { ca, key: await readFile(key, 'utf8'), cert: await readFile(cert, 'utf8') }
}

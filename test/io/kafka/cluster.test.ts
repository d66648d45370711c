import type { ExecutionContext } from 'ava'
import { sharedAbort } from '../../../src/io/kafka/abortable.ts'
import { createTopic } from '../../../src/io/kafka/admin/create-topic.ts'
import { listOffsets } from '../../../src/io/kafka/admin/list-offsets.ts'
import { openCluster } from '../../../src/io/kafka/cluster.ts'
import type { KafkaCluster, KafkaClusterOptions } from '../../../src/io/kafka/cluster.ts'
import { KafkaConnectError, KafkaLostError } from '../../../src/io/kafka/errors.ts'
import { FETCH } from '../../../src/io/kafka/protocol/messages/fetch.ts'
import type { FetchRequest } from '../../../src/io/kafka/protocol/messages/fetch.ts'
import { METADATA } from '../../../src/io/kafka/protocol/messages/metadata.ts'
import { ownKafka, testWithKafka } from '../../services/kafka.ts'

const NEVER = sharedAbort().signal
const NOTHING = { topics: [], allowAutoTopicCreation: false }
const TOPIC = { name: 'events', partitions: 1, replicationFactor: -1, config: {} }

function open(t: ExecutionContext, bootstrap: string, options: Partial<KafkaClusterOptions> = {}): KafkaCluster {
  const cluster = openCluster({
    bootstrapServers: bootstrap.split(','),
    clientId: 'test',
    requestTimeoutMs: 60_000,
    connectTimeoutMs: 60_000,
    ...options,
  })
  t.teardown(() => cluster.close())
  return cluster
}

/** Answered when the wait is over: there is nothing to fetch. */
function longFetch(topicId: string, maxWaitMs: number): FetchRequest {
  const partition = { partition: 0, currentLeaderEpoch: -1, fetchOffset: 0, lastFetchedEpoch: -1 }
  return {
    maxWaitMs,
    minBytes: 1,
    maxBytes: 1_000_000,
    isolationLevel: 1,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{ topic: TOPIC.name, topicId, partitions: [{ ...partition, partitionMaxBytes: 1_000_000 }] }],
    forgottenTopicsData: [],
    rackId: '',
  }
}

testWithKafka('a cluster signs in again before its session ends, and loses nothing', async (t) => {
  const broker = await ownKafka(t, { settings: { 'connections.max.reauth.ms': '2000' } })
  const login = { password: broker.user.password, asked: 0 }
  const cluster = open(t, broker.listeners.SASL_PLAINTEXT, {
    sasl: () => {
      login.asked += 1
      return Promise.resolve({ mechanism: 'SCRAM-SHA-256', username: broker.user.name, password: login.password })
    },
  })
  const requests = (): Promise<unknown> =>
    Promise.all(Array.from({ length: 5 }, () => cluster.requestAny(METADATA, NOTHING, {})))
  while (login.asked < 4) await requests()
  login.password = 'wrong-password'
  const refused = async (): Promise<never> => {
    for (;;) await requests()
  }
  const error = await t.throwsAsync(refused(), { instanceOf: KafkaConnectError })
  t.is(error.reason, 'authentication')
})

testWithKafka('a cluster loses what was sent to a broker that dies, and finds it when it is back', async (t) => {
  const broker = await ownKafka(t)
  const cluster = open(t, broker.bootstrap)
  const id = await createTopic(cluster, TOPIC, NEVER)
  const connection = await cluster.dedicated(1, { signal: NEVER })
  const fetched = cluster.request(1, FETCH, longFetch(id, 60_000), {})
  const alone = connection.request(FETCH, longFetch(id, 60_000), {})
  await broker.brokers[0]?.kill()
  await t.throwsAsync(fetched, { instanceOf: KafkaLostError })
  await t.throwsAsync(alone, { instanceOf: KafkaLostError })
  t.true(connection.closed.aborted)
  const down = await t.throwsAsync(cluster.requestAny(METADATA, NOTHING, {}), { instanceOf: KafkaConnectError })
  t.is(down.reason, 'unreachable')
  await broker.brokers[0]?.start()
  t.like(await cluster.topic(TOPIC.name, { signal: NEVER, fresh: true }), { id })
  const answer = await cluster.request(1, FETCH, longFetch(id, 1), {})
  t.is(answer.responses[0]?.partitions[0]?.errorCode, 0)
})

testWithKafka('a cluster does not wait for ever for a broker that has stopped to answer', async (t) => {
  const broker = await ownKafka(t)
  const cluster = open(t, broker.bootstrap, { connectTimeoutMs: 200 })
  await cluster.requestAny(METADATA, NOTHING, {}).catch(() => {})
  broker.brokers[0]?.pause()
  t.teardown(() => broker.brokers[0]?.resume())
  const patient = open(t, broker.bootstrap, { connectTimeoutMs: 200 })
  const error = await t.throwsAsync(patient.requestAny(METADATA, NOTHING, {}), { instanceOf: KafkaConnectError })
  t.regex(error.message, /no answer within 200 ms/)
  broker.brokers[0]?.resume()
})

testWithKafka('a cluster follows a leader to another broker', async (t) => {
  const brokers = await ownKafka(t, { brokers: 3 })
  const cluster = open(t, brokers.bootstrap)
  await createTopic(cluster, { ...TOPIC, replicationFactor: 3 }, NEVER)
  // Brokers learn one after the other who leads; the stream asks again too.
  const latest = async (): Promise<number> => {
    for (;;) {
      const question = { topic: TOPIC.name, partitions: [0], at: 'latest' } as const
      const [answer] = await listOffsets(cluster, question, NEVER).catch(() => [])
      if (answer?.errorCode === 0) return answer.offset
    }
  }
  t.is(await latest(), 0)
  const before = (await cluster.topic(TOPIC.name, { signal: NEVER }))?.partitions[0]?.leader ?? -1
  await brokers.brokers[before - 1]?.kill()
  const after = await brokers.leaderOf(TOPIC.name, 0, before)
  // One broker may know of the new leader before another one does.
  for (let leader = before; leader !== after;)
    leader =
      (await cluster.topic(TOPIC.name, { signal: NEVER, fresh: true }).catch(() => {}))?.partitions[0]?.leader ?? -1
  t.is(await latest(), 0)
})

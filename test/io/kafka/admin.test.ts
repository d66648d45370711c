import { randomUUID } from 'node:crypto'
import type { ExecutionContext } from 'ava'
import type { Admin } from 'kafkajs'
import { commitOffsets } from '../../../src/io/kafka/admin/commit-offsets.ts'
import { createPartitions } from '../../../src/io/kafka/admin/create-partitions.ts'
import { createTopic } from '../../../src/io/kafka/admin/create-topic.ts'
import type { NewTopic } from '../../../src/io/kafka/admin/create-topic.ts'
import { deleteGroup } from '../../../src/io/kafka/admin/delete-group.ts'
import { deleteTopic } from '../../../src/io/kafka/admin/delete-topic.ts'
import { describeGroup } from '../../../src/io/kafka/admin/describe-group.ts'
import { describeTopicConfig } from '../../../src/io/kafka/admin/describe-topic-config.ts'
import { epochEndOffsets } from '../../../src/io/kafka/admin/epoch-end-offsets.ts'
import { fetchOffsets } from '../../../src/io/kafka/admin/fetch-offsets.ts'
import { listOffsets } from '../../../src/io/kafka/admin/list-offsets.ts'
import { sharedAbort } from '../../../src/io/kafka/abortable.ts'
import { openCluster } from '../../../src/io/kafka/cluster.ts'
import type { KafkaCluster } from '../../../src/io/kafka/cluster.ts'
import { KafkaResponseError } from '../../../src/io/kafka/errors.ts'
import { KAFKA_ERROR } from '../../../src/io/kafka/protocol/error-codes.ts'
import { kafka, testWithKafka } from '../../services/kafka.ts'
import type { KafkaTools } from '../../services/kafka/kafka-tools.ts'

const NEVER = sharedAbort().signal

interface Sides {
  readonly cluster: KafkaCluster
  readonly tools: KafkaTools
  /** The independent client. */
  readonly other: Admin
  readonly name: string
}

async function bothSides(t: ExecutionContext): Promise<Sides> {
  const tools = await kafka()
  const timeouts = { requestTimeoutMs: 60_000, connectTimeoutMs: 60_000 }
  const cluster = openCluster({ bootstrapServers: tools.bootstrap.split(','), clientId: 'test', ...timeouts })
  const other = tools.client.admin()
  await other.connect()
  t.teardown(() => Promise.all([cluster.close(), other.disconnect()]))
  return { cluster, tools, other, name: `admin-${randomUUID()}` }
}

async function refusal(t: ExecutionContext, promise: Promise<unknown>): Promise<string | undefined> {
  return (await t.throwsAsync(promise, { instanceOf: KafkaResponseError })).codeName
}

/** A topic that the broker is seen to know, which its other client does not wait for. */
async function madeTopic(cluster: KafkaCluster, options: Partial<NewTopic> = {}): Promise<string> {
  const topic = { name: `topic-${randomUUID()}`, partitions: 1, replicationFactor: 1, config: {}, ...options }
  await createTopic(cluster, topic, NEVER)
  return topic.name
}

testWithKafka('createTopic() makes what another client sees, once', async (t) => {
  const { cluster, other, name } = await bothSides(t)
  const topic = { name, partitions: 3, replicationFactor: 1, config: { 'retention.ms': '123456' } }
  const id = await createTopic(cluster, topic, NEVER)
  t.like(await cluster.topic(name, { signal: NEVER }), { name, id })
  const { topics } = await other.fetchTopicMetadata({ topics: [name] })
  t.is(topics[0]?.partitions.length, 3)
  t.is(await refusal(t, createTopic(cluster, topic, NEVER)), 'TOPIC_ALREADY_EXISTS')
  const wrong = { ...topic, name: `${name}-wrong`, config: { 'no.such': '1' } }
  t.is(await refusal(t, createTopic(cluster, wrong, NEVER)), 'INVALID_CONFIG')
})

testWithKafka('createPartitions() adds partitions and never removes any', async (t) => {
  const { cluster, other } = await bothSides(t)
  const name = await madeTopic(cluster, { partitions: 2 })
  await createPartitions(cluster, { name, count: 4 }, NEVER)
  t.is((await other.fetchTopicMetadata({ topics: [name] })).topics[0]?.partitions.length, 4)
  t.is(await refusal(t, createPartitions(cluster, { name, count: 3 }, NEVER)), 'INVALID_PARTITIONS')
})

testWithKafka('deleteTopic() deletes the one with the id, and not its successor', async (t) => {
  const { cluster, other, name } = await bothSides(t)
  const topic = { name, partitions: 1, replicationFactor: 1, config: {} }
  const first = await createTopic(cluster, topic, NEVER)
  await deleteTopic(cluster, first, NEVER)
  t.is(await cluster.topic(name, { signal: NEVER, fresh: true }), undefined)
  const second = await createTopic(cluster, topic, NEVER)
  t.not(second, first)
  t.is(await refusal(t, deleteTopic(cluster, first, NEVER)), 'UNKNOWN_TOPIC_ID')
  t.true((await other.listTopics()).includes(name))
})

testWithKafka('describeTopicConfig() reads what was set and what is the default', async (t) => {
  const { cluster } = await bothSides(t)
  const topic = await madeTopic(cluster, { config: { 'cleanup.policy': 'compact' } })
  const keys = ['cleanup.policy', 'max.message.bytes']
  const config = await describeTopicConfig(cluster, { topic, keys }, NEVER)
  t.deepEqual(Object.fromEntries(config), { 'cleanup.policy': 'compact', 'max.message.bytes': '16777216' })
  const absent = describeTopicConfig(cluster, { topic: 'absent', keys }, NEVER)
  t.is(await refusal(t, absent), 'UNKNOWN_TOPIC_OR_PARTITION')
})

testWithKafka('commitOffsets() and fetchOffsets() agree with another client', async (t) => {
  const { cluster, other, name: group } = await bothSides(t)
  const topic = await madeTopic(cluster, { partitions: 3 })
  const committed = await commitOffsets(
    cluster,
    {
      group,
      topic,
      partitions: [
        { partitionIndex: 0, committedOffset: 5, committedLeaderEpoch: 0, committedMetadata: 'ä'.repeat(4096) },
        { partitionIndex: 1, committedOffset: 6, committedLeaderEpoch: -1, committedMetadata: 'x'.repeat(4097) },
      ],
    },
    NEVER,
  )
  t.deepEqual(committed, [
    { partitionIndex: 0, errorCode: KAFKA_ERROR.NONE },
    { partitionIndex: 1, errorCode: KAFKA_ERROR.OFFSET_METADATA_TOO_LARGE },
  ])
  const [seen] = await other.fetchOffsets({ groupId: group, topics: [topic] })
  t.deepEqual(
    seen?.partitions.find(({ partition }) => partition === 0),
    {
      partition: 0,
      offset: '5',
      metadata: 'ä'.repeat(4096),
    },
  )
  await other.setOffsets({ groupId: group, topic, partitions: [{ partition: 2, offset: '7' }] })
  const all = await fetchOffsets(cluster, { group, topic, partitions: undefined }, NEVER)
  t.deepEqual(
    all.map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset] as const).toSorted(byPartition),
    [
      [0, 5],
      [2, 7],
    ],
  )
  const [unset] = await fetchOffsets(cluster, { group, topic, partitions: [1] }, NEVER)
  t.like(unset, { partitionIndex: 1, committedOffset: -1 })
})

testWithKafka('describeGroup() shows members, and deleteGroup() waits until there are none', async (t) => {
  const { cluster, tools, other, name: group } = await bothSides(t)
  t.like(await describeGroup(cluster, group, NEVER), { groupState: 'Dead', members: [] })
  const topic = await madeTopic(cluster)
  const consumer = tools.client.consumer({ groupId: group })
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve))
  await consumer.connect()
  await consumer.subscribe({ topic })
  await consumer.run({ eachMessage: () => Promise.resolve() })
  await joined
  const described = await describeGroup(cluster, group, NEVER)
  t.like(described, { groupState: 'Stable', protocolType: 'consumer' })
  t.is(described.members.length, 1)
  t.is(await refusal(t, deleteGroup(cluster, group, NEVER)), 'NON_EMPTY_GROUP')
  const partitions = [{ partitionIndex: 0, committedOffset: 0, committedLeaderEpoch: -1, committedMetadata: '' }]
  const [fenced] = await commitOffsets(cluster, { group, topic, partitions }, NEVER)
  t.is(fenced?.errorCode, KAFKA_ERROR.UNKNOWN_MEMBER_ID)
  await consumer.disconnect()
  await deleteGroup(cluster, group, NEVER)
  t.false((await other.listGroups()).groups.some(({ groupId }) => groupId === group))
})

testWithKafka('listOffsets() and epochEndOffsets() ask the leaders', async (t) => {
  const { cluster, tools } = await bothSides(t)
  const topic = await madeTopic(cluster, { partitions: 2 })
  const producer = tools.client.producer()
  await producer.connect()
  const messages = [1000, 2000, 3000].map((time) => ({ value: 'v', partition: 1, timestamp: String(time) }))
  await producer.send({ topic, messages })
  await producer.disconnect()
  const question = { topic, partitions: [0, 1] }
  const offsets = async (at: 'earliest' | 'latest' | number): Promise<readonly (readonly [number, number])[]> => {
    const found = await listOffsets(cluster, { ...question, at }, NEVER)
    return found.map(({ partitionIndex, offset }) => [partitionIndex, offset] as const).toSorted(byPartition)
  }
  t.deepEqual(await offsets('earliest'), [[0, 0], [1, 0]]) // prettier-ignore
  t.deepEqual(await offsets('latest'), [[0, 0], [1, 3]]) // prettier-ignore
  t.deepEqual(await offsets(2000), [[0, -1], [1, 1]]) // prettier-ignore
  const [absent] = await listOffsets(cluster, { topic, partitions: [9], at: 'latest' }, NEVER)
  t.like(absent, { partitionIndex: 9, errorCode: KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION })
  const epochs = await epochEndOffsets(cluster, { topic, partitions: [{ partition: 1, leaderEpoch: 0 }] }, NEVER)
  t.like(epochs[0], { partition: 1, errorCode: 0, leaderEpoch: 0, endOffset: 3 })
  const nowhere = listOffsets(cluster, { topic: 'absent', partitions: [0], at: 'latest' }, NEVER)
  t.is(await refusal(t, nowhere), 'UNKNOWN_TOPIC_OR_PARTITION')
})

testWithKafka('listOffsets() takes the last stable offset for the latest', async (t) => {
  const { cluster, tools, name } = await bothSides(t)
  const topic = await madeTopic(cluster)
  const producer = tools.client.producer({ transactionalId: name, maxInFlightRequests: 1, idempotent: true })
  await producer.connect()
  const transaction = await producer.transaction()
  await transaction.send({ topic, messages: [{ value: 'open' }] })
  const [open] = await listOffsets(cluster, { topic, partitions: [0], at: 'latest' }, NEVER)
  await transaction.commit()
  await producer.disconnect()
  t.is(open?.offset, 0)
  // The record, and the marker of the commit, which comes a little later.
  for (let latest = 0; latest !== 2;) {
    const [committed] = await listOffsets(cluster, { topic, partitions: [0], at: 'latest' }, NEVER)
    latest = committed?.offset ?? -1
    t.true([0, 2].includes(latest))
  }
})

function byPartition([a]: readonly [number, number], [b]: readonly [number, number]): number {
  return a - b
}

import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import { kafka, ownKafka, testWithKafka as test } from '../../services/kafka.ts'
import { LineCollector } from '../line-collector.ts'
import { adminOf, never, openTopic, producerOf, readProblem, readRecords, readerAt } from './reading.ts'

function codeOf(error: unknown): string | undefined {
  return error instanceof DiagnosedError ? error.diagnostics[0]?.code : undefined
}

function isLasting(error: unknown): boolean {
  return error instanceof DiagnosedError && !error.mayPass
}

for (const codec of ['none', 'gzip', 'snappy', 'lz4', 'zstd']) {
  test(`the reader reads what the Java client wrote with ${codec}, in small fetches`, async (t) => {
    const cluster = await kafka()
    const topic = `java-${codec}`
    await cluster.java('Fill', [topic, '3', '3000', 'big', '412', codec, '1', '1'])
    const stream = await openTopic(t, cluster, { topic, fetch_max_bytes: 20_000 })
    const reader = await readerAt(t, stream, { 0: 0, 1: 0, 2: 0 })
    const read = await readRecords(reader, 3000, 30_000)
    for (const partition of [0, 1, 2]) {
      const numbers = read.values(partition).map((value) => (JSON.parse(value) as { s: number }).s)
      t.deepEqual(numbers, [...numbers.keys()])
      t.true(numbers.length > 900)
    }
  })
}

test('aborted transactions are left out, and the position passes over their end', async (t) => {
  const cluster = await kafka()
  await cluster.java('Txn', ['aborting'])
  const stream = await openTopic(t, cluster, { topic: 'aborting' })
  const latest = (await stream.describe(never)).partitions[0]?.latest ?? 0
  const reader = await readerAt(t, stream, { 0: 0 })
  const collector = new LineCollector()
  const passed = { position: 0 }
  while (passed.position < latest) {
    for (const part of await reader.poll({ waitMs: 5000, maxBytes: 100_000, signal: never })) {
      const consumer = collector.of(0)
      const pass = (next: number): void => {
        passed.position = Math.max(passed.position, next)
      }
      part.decode({ ...consumer, pass })
    }
  }
  t.is(passed.position, latest)
  t.is(latest, 20_020)
  t.is(collector.count, 10_000)
  t.true(collector.values(0).every((value) => value.includes('"abort":0')))
  const range = new LineCollector()
  await reader.readRange({ partition: 0, begin: 500, end: 3500 }, range.of(0), never)
  t.is(range.count, 500 + 1000)
})

test('a record of 10 MB is read between ones of 10 bytes, with fetches of 64 kB', async (t) => {
  const cluster = await kafka()
  const topic = await cluster.createTopic({ config: { 'max.message.bytes': '16000000' } })
  const producer = await producerOf(t, cluster)
  const large = 'x'.repeat(10_000_000)
  for (const value of ['0123456789', large, '9876543210']) await producer.send({ topic, messages: [{ value }] })
  const stream = await openTopic(t, cluster, { topic, fetch_max_bytes: 65_536 })
  const read = await readRecords(await readerAt(t, stream, { 0: 0 }), 3)
  t.deepEqual(
    read.values(0).map((value) => value.length),
    [10, 10_000_000, 10],
  )
})

test('tombstones are told of as records without a value', async (t) => {
  const cluster = await kafka()
  const topic = await cluster.createTopic()
  const producer = await producerOf(t, cluster)
  await producer.send({
    topic,
    messages: [
      { key: 'a', value: 'x' },
      { key: 'a', value: null },
      { key: 'b', value: '' },
    ],
  })
  const stream = await openTopic(t, cluster, { topic })
  const reader = await readerAt(t, stream, { 0: 0 })
  const seen: unknown[] = []
  while (seen.length < 3) {
    for (const part of await reader.poll({ waitMs: 5000, maxBytes: 100_000, signal: never })) {
      part.decode({
        take: (...[, start, end, offset]) => seen.push([offset, end - start]) > 0,
        reject: (reason, value, offset) => seen.push([offset, reason, value]) > 0,
        pass: () => {},
      })
    }
  }
  t.deepEqual(seen, [
    [0, 1],
    [1, 'it has no value (a tombstone)', undefined],
    [2, 0],
  ])
})

test('records before the offset that retention removed are a diagnostic, and no other position', async (t) => {
  const cluster = await kafka()
  const topic = await cluster.createTopic()
  const producer = await producerOf(t, cluster)
  await producer.send({ topic, messages: ['a', 'b', 'c', 'd'].map((value) => ({ value })) })
  const admin = await adminOf(t, cluster)
  await admin.fetchTopicOffsets(topic)
  await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '2' }] })
  const stream = await openTopic(t, cluster, { topic })
  const reader = await readerAt(t, stream, { 0: 1 })
  t.is(codeOf(await readProblem(reader, () => true)), 'STRM2310')
  t.is(codeOf(await readProblem(reader, () => true)), 'STRM2310')
  const range = new LineCollector()
  await reader.readRange({ partition: 0, begin: 1, end: 4 }, range.of(0), never)
  t.deepEqual(range.values(0), ['c', 'd'])
})

test('a partition that ends before the offset is a diagnostic, when read on and when read again', async (t) => {
  const cluster = await kafka()
  const topic = await cluster.createTopic()
  const stream = await openTopic(t, cluster, { topic })
  const reader = await readerAt(t, stream, { 0: 5 })
  t.is(codeOf(await readProblem(reader, () => true)), 'STRM2311')
  const again = await t.throwsAsync(
    reader.readRange({ partition: 0, begin: 0, end: 3 }, new LineCollector().of(0), never),
  )
  t.is(codeOf(again), 'STRM2311')
})

test('a log that knows nothing of the epoch that was read is a diagnostic', async (t) => {
  const cluster = await kafka()
  const topic = await cluster.createTopic()
  const producer = await producerOf(t, cluster)
  await producer.send({ topic, messages: [{ value: 'a' }, { value: 'b' }] })
  const stream = await openTopic(t, cluster, { topic })
  const reader = await readerAt(t, stream, {})
  reader.assign(new Map([[0, { offset: 1, log: '7' }]]))
  const error = await readProblem(reader, () => true)
  t.is(codeOf(error), 'STRM2312')
  const again = await t.throwsAsync(
    reader.readRange({ partition: 0, begin: 1, end: 2, log: '7' }, new LineCollector().of(0), never),
  )
  t.is(codeOf(again), 'STRM2312')
})

test('a topic that was deleted and recreated is a diagnostic', async (t) => {
  const cluster = await kafka()
  const topic = await cluster.createTopic()
  const stream = await openTopic(t, cluster, { topic })
  await stream.describe(never)
  const reader = await readerAt(t, stream, { 0: 0 })
  await reader.poll({ waitMs: 10, maxBytes: 1000, signal: never })
  await cluster.deleteTopic(topic)
  await cluster.createTopic({ name: topic })
  t.is(codeOf(await readProblem(reader, (error) => codeOf(error) !== undefined)), 'STRM1801')
})

test('a topic that was deleted is a diagnostic, after a while that a new broker may need', async (t) => {
  const cluster = await kafka()
  const topic = await cluster.createTopic()
  const stream = await openTopic(t, cluster, { topic })
  const reader = await readerAt(t, stream, { 0: 0 })
  await reader.poll({ waitMs: 10, maxBytes: 1000, signal: never })
  await cluster.deleteTopic(topic)
  t.is(codeOf(await readProblem(reader, isLasting)), 'STRM2301')
})

test('records of a compacted topic are read over the gaps', async (t) => {
  const cluster = await kafka()
  const config = {
    'cleanup.policy': 'compact',
    'segment.ms': '100',
    'min.cleanable.dirty.ratio': '0',
    'max.compaction.lag.ms': '100',
  }
  const topic = await cluster.createTopic({ config })
  const producer = await producerOf(t, cluster)
  const messages = Array.from({ length: 300 }, (_, n) => ({ key: `k${n % 7}`, value: `v${n}` }))
  await producer.send({ topic, messages })
  await producer.send({ topic, messages: [{ key: 'end', value: 'end' }] })
  const stream = await openTopic(t, cluster, { topic })
  let read = await readRecords(await readerAt(t, stream, { 0: 0 }), 1)
  while (read.count > 200) {
    await producer.send({ topic, messages: [{ key: 'end', value: 'end' }] })
    const latest = (await stream.describe(never)).partitions[0]?.latest ?? 0
    const reader = await readerAt(t, stream, { 0: 0 })
    read = new LineCollector()
    await reader.readRange({ partition: 0, begin: 0, end: latest }, read.of(0), never)
  }
  const values = read.values(0).filter((value) => value !== 'end')
  t.deepEqual(new Set(values), new Set(Array.from({ length: 7 }, (_, n) => `v${293 + n}`)))
})

test('a partition that was added is read', async (t) => {
  const cluster = await kafka()
  const topic = await cluster.createTopic()
  const stream = await openTopic(t, cluster, { topic })
  const reader = await readerAt(t, stream, { 0: 0 })
  await reader.poll({ waitMs: 10, maxBytes: 1000, signal: never })
  const admin = await adminOf(t, cluster)
  await admin.createPartitions({ topicPartitions: [{ topic, count: 2 }] })
  reader.assign(new Map([0, 1].map((partition) => [partition, { offset: 0 }])))
  const producer = await producerOf(t, cluster)
  await producer.send({ topic, messages: [{ partition: 1, value: 'new' }] })
  t.deepEqual((await readRecords(reader, 1)).values(1), ['new'])
})

test('reading goes on when the leader is killed, and when its broker comes back', async (t) => {
  const cluster = await ownKafka(t, { brokers: 3 })
  const topic = await cluster.createTopic({ replicationFactor: 3, config: { 'min.insync.replicas': '2' } })
  const producer = await producerOf(t, cluster)
  const stream = await openTopic(t, cluster, { topic })
  const reader = await readerAt(t, stream, { 0: 0 })
  await producer.send({ topic, acks: -1, messages: [{ value: 'before' }] })
  const values = [...(await readRecords(reader, 1)).values(0)]
  const leader = await cluster.leaderOf(topic, 0)
  await cluster.brokers.find(({ node }) => node === leader)?.kill()
  await cluster.leaderOf(topic, 0, leader)
  await producer.send({ topic, acks: -1, messages: [{ value: 'after' }] })
  const collector = new LineCollector()
  while (collector.count === 0) {
    const parts = await reader.poll({ waitMs: 1000, maxBytes: 1e6, signal: never }).catch((error: unknown) => {
      t.false(isLasting(error))
      return []
    })
    for (const part of parts) part.decode(collector.of(0))
  }
  t.deepEqual([...values, ...collector.values(0)], ['before', 'after'])

  const [both] = await (await readerAt(t, stream, { 0: 0 })).poll({ waitMs: 5000, maxBytes: 1e6, signal: never })
  const [first, second] = [both?.logAt?.(1), both?.logAt?.(2)]
  t.true(Number(first) < Number(second), `${first} and then ${second}`)
})

import test from 'ava'
import type { KafkaCluster } from '../../../../src/io/kafka/cluster.ts'
import type { KafkaConnection } from '../../../../src/io/kafka/connection.ts'
import type { KafkaApi } from '../../../../src/io/kafka/protocol/api.ts'
import { FETCH } from '../../../../src/io/kafka/protocol/messages/fetch.ts'
import { Codecs } from '../../../../src/io/kafka/records/codecs.ts'
import { KafkaReader } from '../../../../src/streams/kafka/read/reader.ts'
import { TopicIdentity } from '../../../../src/streams/kafka/topic-identity.ts'
import { buildBatch } from '../../../io/kafka/records/build-batch.ts'
import { FakeClock } from '../../../memory/fake-clock.ts'
import { LineCollector } from '../../line-collector.ts'

const TOPIC_ID = '11111111-1111-4111-8111-111111111111'
const never = new AbortController().signal

/** Brokers whose fetches are answered when the test says so; partition 1 answers that its leader moved. */
class SlowBrokers {
  leader = 1
  readonly #open = new Map<number, (answer: unknown) => void>()

  cluster(): KafkaCluster {
    const connection = (broker: number): KafkaConnection => ({
      request: <Q, R>(api: KafkaApi<Q, R>) => {
        if (api.key !== FETCH.key) throw new Error(`Nobody answers ${api.name}`)
        return new Promise<R>((resolve) => this.#open.set(broker, resolve as (answer: unknown) => void))
      },
      closed: never,
      close: () => undefined,
      recycle: () => undefined,
    })
    return {
      requestAny: refuse,
      request: refuse,
      coordinator: refuse,
      dedicated: (broker) => Promise.resolve(connection(broker)),
      topic: (name) => {
        const partitions = [0, 1].map((partition) => {
          return { partition, leader: partition === 0 ? this.leader : 3, leaderEpoch: this.leader }
        })
        return Promise.resolve({ name, id: TOPIC_ID, partitions })
      },
      close: () => Promise.resolve(),
    }
  }

  answer(
    broker: number,
    partition: { readonly partitionIndex: number; readonly errorCode: number; readonly records?: Buffer },
  ): void {
    const rest = { highWatermark: 10, lastStableOffset: 10, logStartOffset: 0, abortedTransactions: [] }
    const responses = [{ topic: 'topic', topicId: TOPIC_ID, partitions: [{ ...rest, ...partition }] }]
    this.#open.get(broker)?.({ throttleTimeMs: 0, errorCode: 0, sessionId: 0, responses })
    this.#open.delete(broker)
  }

  isAsked(broker: number): boolean {
    return this.#open.has(broker)
  }
}

test('where the old and the new leader of a partition both answer, its records are given once', async (t) => {
  const brokers = new SlowBrokers()
  const clock = new FakeClock()
  const reader = new KafkaReader({
    cluster: brokers.cluster(),
    clock,
    topic: new TopicIdentity('topic'),
    codecs: new Codecs(),
    fetchMaxBytes: 1000,
    requestTimeoutMs: 1000,
  })
  reader.assign(new Map([0, 1].map((partition) => [partition, { offset: 0 }])))
  const collector = new LineCollector()
  const poll = async (): Promise<void> => {
    const polled = reader.poll({ waitMs: 1000, maxBytes: 1000, signal: never })
    const over = polled.then(() => true)
    while (!(await Promise.race([over, settle().then(() => false)]))) await clock.advance(300)
    for (const part of await polled) part.decode(collector.of(part.partition))
  }
  const records = buildBatch({
    firstOffset: 0,
    records: [{ delta: 0, value: 'once' }],
    lastDelta: 0,
    codec: 0,
    headers: 0,
  })
  const first = poll()
  await settle()
  brokers.leader = 2
  brokers.answer(3, { partitionIndex: 1, errorCode: 6 })
  await first.catch(() => undefined)
  await poll().catch(() => undefined)
  t.true(brokers.isAsked(1))
  t.true(brokers.isAsked(2))
  for (const broker of [1, 2]) brokers.answer(broker, { partitionIndex: 0, errorCode: 0, records })
  await settle()
  await poll()
  t.deepEqual(collector.values(0), ['once'])
  await reader.close()
})

function refuse(): Promise<never> {
  return Promise.reject(new Error('Not asked for here'))
}

async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve))
}

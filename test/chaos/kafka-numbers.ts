import { setTimeout } from 'node:timers/promises'
import { randomBytes } from 'node:crypto'
import type { KafkaTools } from '../services/kafka/kafka-tools.ts'
import { numberedValue } from './audit.ts'
import type { Producer } from './ground.ts'

/** Records of one batch, and milliseconds between two. */
const BATCH = 50
const PAUSE = 10

/** Writes numbered records into every partition in turn, also over restarts of the broker. */
export function produceNumbers(kafka: KafkaTools, topic: string): Producer {
  const stop = new AbortController()
  const written = write({ kafka, topic, signal: stop.signal })
  return {
    stop: () => {
      stop.abort()
      return written
    },
  }
}

interface Writing {
  readonly kafka: KafkaTools
  readonly topic: string
  readonly signal: AbortSignal
}

/** What a failed attempt has written nobody knows; the numbers go on, and the topic itself says what is in it. */
async function write({ kafka, topic, signal }: Writing): Promise<void> {
  const admin = kafka.client.admin()
  await admin.connect()
  const partitions = (await admin.fetchTopicOffsets(topic)).length
  await admin.disconnect()
  const producer = kafka.client.producer({ retry: { retries: 2 } })
  await producer.connect()
  for (let round = 0; !signal.aborted; round++) {
    const partition = round % partitions
    const first = Math.floor(round / partitions) * BATCH
    const messages = Array.from({ length: BATCH }, (_, index) => ({
      partition,
      value: numberedValue({ partition, sequence: first + index }),
    }))
    await producer.send({ topic, messages }).catch(() => undefined)
    await setTimeout(PAUSE)
  }
  await producer.disconnect()
}

/** Every value of a topic, read by a client that is not ours. */
export async function* readValues(kafka: KafkaTools, topic: string): AsyncGenerator<string> {
  const admin = kafka.client.admin()
  await admin.connect()
  const offsets = await admin.fetchTopicOffsets(topic)
  await admin.disconnect()
  const open = new Map(
    offsets.filter(({ high }) => high !== '0').map(({ partition, high }) => [partition, BigInt(high)]),
  )
  const values: string[] = []
  const consumer = kafka.client.consumer({ groupId: `audit-${randomBytes(6).toString('hex')}` })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  await new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error))
    if (open.size === 0) resolve()
    consumer
      .run({
        eachBatch: ({ batch }) => {
          for (const { value } of batch.messages) if (value !== null) values.push(value.toString())
          if (BigInt(batch.lastOffset()) + 1n >= (open.get(batch.partition) ?? 0n)) open.delete(batch.partition)
          if (open.size === 0) resolve()
          return Promise.resolve()
        },
      })
      .catch(reject)
  })
  await consumer.disconnect()
  yield* values
}

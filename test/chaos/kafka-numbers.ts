import { setTimeout } from 'node:timers/promises'
import { CompressionTypes, type Producer as KafkaProducer } from 'kafkajs'
import type { KafkaTools } from '../services/kafka/kafka-tools.ts'
import { numberedValue, tinyValue } from './audit.ts'
import type { Producer } from './ground.ts'

/** Records of one batch, and milliseconds between two. */
const BATCH = 50
const PAUSE = 10
const LARGE_BYTES = 10_000_000
/** In so many batches of a partition one is a large record alone. */
const LARGE_EVERY = 40
/** In so many batches one record is no line. */
const INVALID_EVERY = 7

export interface Numbering {
  readonly partitions: number
  /** Every so often a record of 10 MB, all others of 10 bytes. */
  readonly largeRecords: boolean
  /** Some values have a newline in them. */
  readonly invalidRecords: boolean
  /** Characters that are added to each value. */
  readonly padding: number
  /** Milliseconds between two batches, where not the usual ones. */
  readonly pause?: number
  /** It ends after so many batches in each partition. */
  readonly rounds?: number
}

/** Writes numbered records into every partition in turn, each at most once, also over restarts of the broker. */
export function produceNumbers(
  kafka: KafkaTools,
  topic: string,
  numbering: Numbering,
): Producer & { readonly written: Promise<void> } {
  const stop = new AbortController()
  const written = write({ kafka, topic, numbering, signal: stop.signal })
  return {
    written,
    stop: () => {
      stop.abort()
      return written
    },
  }
}

interface Writing {
  readonly kafka: KafkaTools
  readonly topic: string
  readonly numbering: Numbering
  readonly signal: AbortSignal
}

/** What a failed attempt has written nobody knows; the numbers go on, and the topic itself says what is in it. The last batch of each partition is written for certain. */
async function write({ kafka, topic, numbering, signal }: Writing): Promise<void> {
  const { partitions, pause = PAUSE, rounds = Infinity } = numbering
  let producer = await connected(kafka)
  for (let round = 0; ; round++) {
    const isLast = signal.aborted || round + 1 >= rounds
    for (let partition = 0; partition < partitions; partition++) {
      const messages = valuesOf({ partition, round }, numbering).map((value) => ({ partition, value }))
      const compression = round % 2 === 0 ? CompressionTypes.None : CompressionTypes.GZIP
      // A failed attempt may still be on its way: only a new producer cannot come before it.
      while (!(await hasSent(producer, { topic, messages, compression }))) {
        producer = await again(kafka, producer)
        if (!isLast) break
      }
      await setTimeout(pause)
    }
    if (isLast) break
  }
  await producer.disconnect()
}

async function hasSent(producer: KafkaProducer, batch: Parameters<KafkaProducer['send']>[0]): Promise<boolean> {
  return await producer.send({ ...batch, acks: -1 }).then(
    () => true,
    () => false,
  )
}

async function again(kafka: KafkaTools, producer: KafkaProducer): Promise<KafkaProducer> {
  await producer.disconnect().catch(() => undefined)
  return connected(kafka)
}

/** Idempotent: what it sends again is there once. */
async function connected(kafka: KafkaTools): Promise<KafkaProducer> {
  for (;;) {
    const producer = kafka.client.producer({ idempotent: true, maxInFlightRequests: 1, retry: { retries: 2 } })
    try {
      await producer.connect()
      return producer
    } catch {
      await producer.disconnect().catch(() => undefined)
      await setTimeout(100)
    }
  }
}

function valuesOf({ partition, round }: { partition: number; round: number }, numbering: Numbering): readonly string[] {
  if (numbering.largeRecords && round % LARGE_EVERY === 5) {
    const sequence = round * BATCH
    return [numberedValue({ partition, sequence }, LARGE_BYTES)]
  }
  return Array.from({ length: BATCH }, (_, index) => {
    const number = { partition, sequence: round * BATCH + index }
    const value = numbering.largeRecords ? tinyValue(number) : numberedValue(number, numbering.padding)
    const isInvalid = numbering.invalidRecords && index === 20 && round % INVALID_EVERY === 3
    return isInvalid ? value.replace(',', ',\n') : value
  })
}

import type { ExecutionContext } from 'ava'
import type { Admin, Producer } from 'kafkajs'
import type { FieldValues } from '../../../src/model/fields.ts'
import type { Reader, Stream } from '../../../src/model/stream.ts'
import type { KafkaTools } from '../../services/kafka/kafka-tools.ts'
import type { KafkaAddress } from '../../services/kafka/prepare-cluster.ts'
import { LineCollector } from '../line-collector.ts'
import { deps, variantOf } from '../open-stream.ts'

export const never = new AbortController().signal

/** A stream over a topic that is there. */
export async function openTopic(
  t: Pick<ExecutionContext, 'teardown'>,
  { bootstrap }: Pick<KafkaAddress, 'bootstrap'>,
  settings: FieldValues & { readonly topic: string },
): Promise<Stream> {
  const stream = await variantOf('kafka').open({ bootstrap_servers: bootstrap.split(','), ...settings }, deps())
  t.teardown(() => stream.close())
  return stream
}

/** A reader that begins at these offsets by partition. */
export async function readerAt(
  t: Pick<ExecutionContext, 'teardown'>,
  stream: Stream,
  positions: { readonly [partition: number]: number },
): Promise<Reader> {
  const reader = await stream.openReader()
  t.teardown(() => reader.close())
  reader.assign(new Map(Object.entries(positions).map(([partition, offset]) => [Number(partition), { offset }])))
  return reader
}

/** Polls until so many records came. */
export async function readRecords(reader: Reader, count: number, maxBytes = 1024 * 1024): Promise<LineCollector> {
  const collector = new LineCollector()
  while (collector.count < count) {
    for (const part of await reader.poll({ waitMs: 5000, maxBytes, signal: never })) {
      part.decode(collector.of(part.partition))
    }
  }
  return collector
}

/** Polls until it fails, past failures that waiting may mend. */
export async function readProblem(reader: Reader, isProblem: (error: unknown) => boolean): Promise<unknown> {
  for (;;) {
    try {
      await reader.poll({ waitMs: 200, maxBytes: 1024 * 1024, signal: never })
    } catch (error) {
      if (isProblem(error)) return error
    }
  }
}

/** Not ours: kafkajs. It is disconnected when the test ends. */
export async function producerOf(
  t: Pick<ExecutionContext, 'teardown'>,
  { client }: Pick<KafkaTools, 'client'>,
): Promise<Producer> {
  const producer = client.producer({ allowAutoTopicCreation: false })
  t.teardown(() => producer.disconnect())
  await producer.connect()
  return producer
}

export async function adminOf(
  t: Pick<ExecutionContext, 'teardown'>,
  { client }: Pick<KafkaTools, 'client'>,
): Promise<Admin> {
  const admin = client.admin()
  t.teardown(() => admin.disconnect())
  await admin.connect()
  return admin
}

import type { KafkaTools } from '../../services/kafka/kafka-tools.ts'

export interface TopicShape {
  readonly name: string
  readonly partitions: number
  readonly records: number
  /** Of each value. */
  readonly bytes: number
  readonly content: 'small' | 'big'
  readonly keyed: boolean
  readonly headers: boolean
  /** Records in a row that go to one partition; 16 where absent. */
  readonly run?: number
}

export type Codec = 'none' | 'gzip' | 'snappy' | 'lz4' | 'zstd'

/** A topic with records in it, and what reading all of them must come to. */
export interface FilledTopic extends TopicShape {
  readonly codec: Codec
  /** Name of the topic. */
  readonly topic: string
  /** Bytes of all values. */
  readonly valueBytes: number
  /** Sum of the CRC-32C of all values: it tells a lost, doubled or changed record, in any order. */
  readonly hash: string
}

/** From tiny to large events; BENCH_SCALE multiplies the records, so that a run lasts a second or a minute. */
const SHAPES: readonly TopicShape[] = [
  { name: '71 B', partitions: 16, records: 3e6, bytes: 71, content: 'small', keyed: false, headers: false },
  { name: '412 B', partitions: 5, records: 2e6, bytes: 412, content: 'big', keyed: true, headers: false },
  { name: '768 B', partitions: 8, records: 1e6, bytes: 768, content: 'big', keyed: false, headers: true },
]

export interface TopicChoice {
  readonly scale: number
  readonly codecs: readonly Codec[]
  /** Bytes of the values, as in the names of the shapes; all when empty. */
  readonly sizes: readonly number[]
}

/** The topics to measure with: every shape in every codec. */
export function chooseTopics({
  scale,
  codecs,
  sizes,
}: TopicChoice): readonly (TopicShape & { readonly codec: Codec })[] {
  const shapes = SHAPES.filter(({ bytes }) => sizes.length === 0 || sizes.includes(bytes))
  return codecs.flatMap((codec) =>
    shapes.map((shape) => ({ ...shape, codec, records: Math.round(shape.records * scale) })),
  )
}

/** Of the producer's batches, and what a record takes in one beside its value, key included. */
const BATCH_BYTES = 16_384
const RECORD_BYTES = 20

/**
 * An uncompressed topic of one of the shapes, with another number of partitions and batches as large as in one partition: what is
 * compared is the reader's cost of partitions, not that of the small batches which a producer makes for many.
 */
export function topicOf({
  bytes,
  partitions,
  scale,
}: {
  readonly bytes: number
  readonly partitions: number
  readonly scale: number
}): TopicShape & { readonly codec: Codec } {
  const [shape] = chooseTopics({ scale, codecs: ['none'], sizes: [bytes] })
  if (shape === undefined) throw new Error(`No topic has records of ${bytes} B`)
  return { ...shape, partitions, run: Math.floor(BATCH_BYTES / (bytes + RECORD_BYTES)) }
}

/** Makes and fills a topic. */
export async function fillTopic(
  kafka: KafkaTools,
  shape: TopicShape & { readonly codec: Codec },
): Promise<FilledTopic> {
  const { partitions, records, bytes, content, keyed, headers, codec, run = 16 } = shape
  const topic = `bench-${bytes}-${partitions}-${codec}`
  const flags = [Number(keyed), Number(headers)]
  const args = [topic, partitions, records, content, bytes, codec, ...flags, BATCH_BYTES, run]
  const printed = await kafka.java('Fill', args.map(String))
  const filled = JSON.parse(printed) as { records: number; bytes: number; hash: string }
  return { ...shape, topic, valueBytes: filled.bytes, hash: filled.hash }
}

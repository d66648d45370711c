// A straightforward exporter: the values of a partition gathered, PUT as one object, then the offset committed. Plain
// JavaScript, so that nothing but the exporter itself is measured.
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import kafkajs from 'kafkajs'
import { loadLz4 } from '../../../src/io/kafka/records/lz4.ts'
import { decompressSnappy } from '../../../src/io/kafka/records/snappy.ts'
import { loadZstd } from '../../../src/io/kafka/records/zstd.ts'

const { CompressionCodecs, CompressionTypes, Kafka, logLevel } = kafkajs

const OBJECT_BYTES = 64 * 2 ** 20
/** Milliseconds after which an object that is not full is written too. */
const PERIOD = 1000
const NEWLINE = Buffer.from('\n')

/** Bytes of a decompressed batch. */
const MOST = 128 * 2 ** 20

const { bootstrap, topic, place } = JSON.parse(process.env.TASK ?? '{}')
const { endpoint, region, ...credentials } = place.s3
const s3 = new S3Client({ endpoint, region, credentials, forcePathStyle: true })
const kafka = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.ERROR })
for (const [type, decompress] of [
  [CompressionTypes.Snappy, decompressSnappy],
  [CompressionTypes.LZ4, loadLz4()],
  [CompressionTypes.ZSTD, await loadZstd()],
]) {
  CompressionCodecs[type] = () => ({ decompress: async (bytes) => bufferOf(decompress(bytes, MOST)) })
}
const consumer = kafka.consumer({ groupId: place.prefix, maxBytesPerPartition: 4 * 2 ** 20 })
consumer.on(consumer.events.CRASH, ({ payload }) => {
  throw payload.error
})
/** @type {Map<number, { lines: Buffer[], bytes: number, first: string, next: string }>} */
const open = new Map()

await consumer.connect()
await consumer.subscribe({ topic, fromBeginning: true })
setInterval(() => void Promise.all([...open.keys()].map(flush)), PERIOD)
await consumer.run({ autoCommit: false, partitionsConsumedConcurrently: 3, eachBatch })

async function eachBatch({ batch }) {
  for (const { value, offset } of batch.messages) {
    const object = open.get(batch.partition) ?? { lines: [], bytes: 0, first: offset, next: offset }
    object.lines.push(value, NEWLINE)
    object.bytes += value.length + 1
    object.next = String(BigInt(offset) + 1n)
    open.set(batch.partition, object)
    if (object.bytes >= OBJECT_BYTES) await flush(batch.partition)
  }
}

async function flush(partition) {
  const object = open.get(partition)
  if (object === undefined) return
  open.delete(partition)
  const Key = `${place.prefix}/${partition}-${object.first}.jsonl`
  await s3.send(new PutObjectCommand({ Bucket: place.bucket, Key, Body: Buffer.concat(object.lines) }))
  await consumer.commitOffsets([{ topic, partition, offset: object.next }])
}

function bufferOf({ buffer, byteOffset, length }) {
  return Buffer.from(buffer, byteOffset, length)
}

// Writes numbered records at an even rate into all partitions until its input ends; then prints what it wrote: the
// records, the bytes of their values, and the sum of the CRC-32C of the values. Idempotent: each is there once.
import { setTimeout } from 'node:timers/promises'
import { crc32c } from '@node-rs/crc32'
import kafkajs from 'kafkajs'

/** Milliseconds between two batches. */
const PERIOD = 50
/** Bytes of a batch at most. Brokers take 1 MiB for each partition, and kafkajs takes for ever over much more: who is behind catches up in several. */
const MOST_BYTES = 500_000

const { bootstrap, topic, partitions, perSecond, bytes } = JSON.parse(process.env.TASK ?? '{}')
const kafka = new kafkajs.Kafka({ brokers: bootstrap.split(','), logLevel: kafkajs.logLevel.NOTHING })
const producer = kafka.producer({ idempotent: true, maxInFlightRequests: 1 })
await producer.connect()
let isOver = false
process.stdin.on('end', () => (isOver = true)).resume()
const begun = performance.now()
let records = 0
let hash = 0n
while (!isOver) {
  const due = Math.floor(((performance.now() - begun) / 1000) * perSecond) - records
  const count = Math.max(0, Math.min(due, Math.ceil(MOST_BYTES / bytes)))
  if (count > 0) await producer.send({ topic, acks: -1, messages: messagesOf(count) })
  records += count
  if (count === due) await setTimeout(PERIOD)
}
await producer.disconnect()
const seconds = (performance.now() - begun) / 1000
console.log(JSON.stringify({ records, valueBytes: records * bytes, hash: String(hash), seconds }))

function messagesOf(count) {
  let sum = 0
  const messages = Array.from({ length: count }, (_, index) => {
    const number = records + index
    const start = `{"n":${number},"pad":"`
    const value = Buffer.from(`${start}${'x'.repeat(bytes - start.length - 2)}"}`)
    sum += crc32c(value)
    return { partition: number % partitions, value }
  })
  hash += BigInt(sum)
  return messages
}

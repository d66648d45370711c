import { randomBytes } from 'node:crypto'
import { EventEmitter, on } from 'node:events'
import { setImmediate } from 'node:timers/promises'
import type { KafkaTools } from '../services/kafka/kafka-tools.ts'

/** Every value of a topic that is committed, read by a client that is not ours. */
export async function* readValues(kafka: KafkaTools, topic: string): AsyncGenerator<string> {
  const admin = kafka.client.admin()
  await admin.connect()
  const offsets = await admin.fetchTopicOffsets(topic)
  await admin.disconnect()
  const open = new Map(
    offsets.filter(({ high }) => high !== '0').map(({ partition, high }) => [partition, BigInt(high)]),
  )
  const consumer = kafka.client.consumer({ groupId: `audit-${randomBytes(6).toString('hex')}` })
  await consumer.connect()
  await consumer.subscribe({ topic, fromBeginning: true })
  const handed = new EventEmitter()
  const over = new AbortController()
  const batches = on(handed, 'batch', { signal: over.signal })
  consumer.on(consumer.events.CRASH, ({ payload }) => over.abort(payload.error))
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const values = batch.messages.flatMap(({ value }) => (value === null ? [] : [value.toString()]))
      if (BigInt(batch.lastOffset()) + 1n >= (open.get(batch.partition) ?? 0n)) open.delete(batch.partition)
      handed.emit('batch', { values, isLast: open.size === 0 })
      // So that no more is in memory than one who reads slowly can take.
      await setImmediate()
    },
  })
  try {
    if (open.size === 0) return
    for await (const [batch] of batches as AsyncIterable<[{ values: readonly string[]; isLast: boolean }]>) {
      yield* batch.values
      if (batch.isLast) return
    }
  } finally {
    await consumer.disconnect()
  }
}

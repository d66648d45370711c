import { randomBytes } from 'node:crypto'
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

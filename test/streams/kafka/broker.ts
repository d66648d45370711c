import { randomUUID } from 'node:crypto'
import { Kafka, logLevel } from 'kafkajs'

export async function kafka() {
  const bootstrap = process.env['KAFKA'] ?? '127.0.0.1:19092'
  const client = new Kafka({ brokers: bootstrap.split(','), logLevel: logLevel.NOTHING })
  await Promise.resolve()
  return {
    bootstrap,
    client,
    createTopic: async ({ partitions = 1 }: { readonly partitions?: number } = {}) => {
      const admin = client.admin()
      await admin.connect()
      const topic = `ledger-${randomUUID()}`
      await admin.createTopics({ topics: [{ topic, numPartitions: partitions }], waitForLeaders: true })
      await admin.disconnect()
      return topic
    },
  }
}

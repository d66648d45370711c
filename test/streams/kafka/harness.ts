import { randomUUID } from 'node:crypto'
import type { FieldValues } from '../../../src/model/fields.ts'
import { kafka, testWithKafka } from '../../services/kafka.ts'
import type { StreamHarness } from '../harness.ts'

/** A topic on the shared broker; kafkajs, which is not ours, produces. */
export const kafkaHarness: StreamHarness = {
  test: testWithKafka,
  prepare: async (t, partitions) => {
    const { bootstrap, client } = await kafka()
    const topic = `conformance-${randomUUID()}`
    const withPartitions = (count: number): FieldValues => ({
      bootstrap_servers: bootstrap.split(','),
      topic,
      create_topic: { partitions: count },
      delete_topic: true,
    })
    const producer = client.producer({ allowAutoTopicCreation: false })
    t.teardown(() => producer.disconnect())
    return {
      settings: withPartitions(partitions),
      withPartitions,
      produce: async (partition, values) => {
        await producer.connect()
        await producer.send({ topic, messages: values.map((value) => ({ partition, value })) })
      },
    }
  },
}

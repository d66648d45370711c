import { Kafka, logLevel } from 'kafkajs'
import { ownKafka, testWithKafka } from '../kafka.ts'
import type { Fate } from './faults.ts'
import { API, startKafkaProxy, type KafkaRequest } from './kafka-proxy.ts'

testWithKafka('a commit whose answer is cut was applied; one whose request is cut was not', async (t) => {
  const cluster = await ownKafka(t)
  const topic = await cluster.createTopic()
  const proxies = await Promise.all(cluster.routes.map((route) => startKafkaProxy(route)))
  t.teardown(() => Promise.all(proxies.map((proxy) => proxy.close())))
  const client = new Kafka({
    brokers: cluster.listeners.PROXIED.split(','),
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    connectionTimeout: 60_000,
  })
  const admin = client.admin()
  await admin.connect()
  t.teardown(() => admin.disconnect())
  const offsets = (offset: string) => ({ groupId: 'g', topic, partitions: [{ partition: 0, offset }] })
  // kafkajs does not tell what became of a commit: the group does.
  const commit = (offset: string) => admin.setOffsets(offsets(offset)).catch(() => undefined)
  const direct = cluster.client.admin()
  await direct.connect()
  t.teardown(() => direct.disconnect())
  const committed = async () => {
    const [found] = await direct.fetchOffsets({ groupId: 'g', topics: [topic] })
    return found?.partitions[0]?.offset
  }
  await direct.setOffsets(offsets('0'))
  await commit('1')
  t.is(await committed(), '1')
  proxies[0]?.become({ answer: cutCommits })
  await commit('2')
  t.is(await committed(), '2')
  proxies[0]?.become({ request: cutCommits })
  await commit('3')
  t.is(await committed(), '2')
})

function cutCommits({ apiKey }: KafkaRequest): Fate {
  return apiKey === API.OffsetCommit ? 'cut' : 'pass'
}

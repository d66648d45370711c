import test from 'ava'
import type { KafkaConnection } from '../../../../src/io/kafka/connection.ts'
import type { KafkaApi } from '../../../../src/io/kafka/protocol/api.ts'
import { HEARTBEAT } from '../../../../src/io/kafka/protocol/messages/heartbeat.ts'
import { OFFSET_FETCH } from '../../../../src/io/kafka/protocol/messages/offset-fetch.ts'
import { CoordinatorLink } from '../../../../src/streams/kafka/group/coordinator-link.ts'
import { KafkaGeneration } from '../../../../src/streams/kafka/group/kafka-generation.ts'
import { deferred } from '../../../deferred.ts'
import { FakeClock } from '../../../memory/fake-clock.ts'
import { SETTINGS } from '../kafka-place.ts'

/** Connections whose requests are noted as `<connection> <request>`; `onFetch` is called before entries are given. */
function aLink(
  asked: string[],
  onFetch: (link: CoordinatorLink) => void,
  ready: Promise<unknown> = Promise.resolve(),
): CoordinatorLink {
  let opened = 0
  const connect = (): KafkaConnection => {
    const number = ++opened
    return {
      request: <Q, R>({ name }: KafkaApi<Q, R>) => {
        asked.push(`${number} ${name}`)
        if (name === OFFSET_FETCH.name) onFetch(link)
        return Promise.resolve({ throttleTimeMs: 0, topics: [], errorCode: 0 } as R)
      },
      closed: new AbortController().signal,
      close: () => undefined,
      recycle: () => undefined,
    }
  }
  const cluster = { coordinator: () => Promise.resolve(1), dedicated: () => ready.then(connect) }
  const link = new CoordinatorLink(cluster, 'g')
  return link
}

function aGeneration(link: CoordinatorLink): KafkaGeneration {
  return new KafkaGeneration({
    settings: { ...SETTINGS, group: 'g', uid: 'u1', topic: 't' },
    joined: { memberId: 'm', generation: 7, partitions: [0], partitionCount: 1 },
    link,
    clock: new FakeClock(),
    countPartitions: () => Promise.resolve(1),
    onProblem: () => undefined,
  })
}

test('the broker that gave entries is the one that is asked whether the generation is current', async (t) => {
  const asked: string[] = []
  const generation = aGeneration(aLink(asked, (link) => link.disconnect()))
  await generation.read([0])
  t.deepEqual(asked, [`1 ${OFFSET_FETCH.name}`, `1 ${HEARTBEAT.name}`])
  await generation.end('the test is over')
})

test('a generation that ends while it waits for a connection sends nothing on it', async (t) => {
  const asked: string[] = []
  const { promise, resolve } = deferred<void>()
  const link = aLink(asked, () => undefined, promise)
  const generation = aGeneration(link)
  const beating = generation.heartbeat()
  await generation.end('another one is joined')
  resolve()
  t.false(await beating)
  t.deepEqual(asked, [])
})

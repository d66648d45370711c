import { EventEmitter, once } from 'node:events'
import type { ExecutionContext } from 'ava'
import type { Generation, Ledger, LedgerEntries } from '../../../../src/model/ledger.ts'
import { freePorts } from '../../../services/free-ports.ts'
import { ownKafka, testWithKafka as test } from '../../../services/kafka.ts'
import type { Fate } from '../../../services/proxy/faults.ts'
import type { KafkaRequest } from '../../../services/proxy/kafka-proxy.ts'
import { API, startKafkaProxy } from '../../../services/proxy/kafka-proxy.ts'
import { entries, groupOf, openLedger } from '../../open-stream.ts'
import { systemClock } from '../../system-clock.ts'
import { joining, makePlace, never, offsetOf } from './group-place.ts'

/** After how long a write counts as unknown. Reads, joins and signs of life get no longer: within 1 s a loaded machine once could not. */
const PATIENCE_MS = 3000

/** A member whose connection to the coordinator goes through a proxy that counts commits. */
async function joinThroughProxy(t: ExecutionContext) {
  const place = await makePlace(t, 1)
  const [from = 0] = await freePorts(1)
  const proxy = await startKafkaProxy({ from, to: Number(place.bootstrap.split(':')[1]) })
  t.teardown(() => proxy.close())
  const far = place.again({ through: from, settings: { requestTimeoutMs: PATIENCE_MS } })
  const ledger = await openLedger(t, far)
  const generation = await ledger.join(joining)
  const memberOf = async () =>
    (await place.admin.describeGroups([groupOf(place, 'u1')])).groups[0]?.members[0]?.memberId
  return { place, proxy, ledger, generation, memberOf }
}

/** As the engine does it: where a rebalance, a slow machine or a dead broker came in between, joins again. */
async function joinAndRead(ledger: Ledger): Promise<{ readonly next: Generation; readonly read: LedgerEntries }> {
  for (;;) {
    try {
      const next = await ledger.join(joining)
      return { next, read: await next.read([0]) }
    } catch {
      await systemClock.sleep(200)
    }
  }
}

type Meddle = (request: KafkaRequest) => Fate | Promise<Fate>

/** Meddles with commits alone, and counts them. */
function onCommits(meddle: Meddle): { readonly fault: Meddle; readonly seen: () => number } {
  let seen = 0
  const fault: Meddle = (request) => {
    if (request.apiKey !== API.OffsetCommit) return 'pass'
    seen++
    return meddle(request)
  }
  return { fault, seen: () => seen }
}

const held = (): Promise<Fate> => new Promise(() => {})

const rows: readonly (readonly [string, 'request' | 'answer', Meddle, number])[] = [
  ['whose answer is lost', 'answer', () => 'drop', 1],
  ['whose answer is late', 'answer', held, 1],
  ['whose connection breaks before the answer', 'answer', () => 'cut', 1],
  ['that is lost', 'request', () => 'drop', 0],
  ['whose connection breaks on the way', 'request', () => 'cut', 0],
]

for (const [what, where, meddle, offset] of rows) {
  test(`a write ${what} is unknown, is not sent again, and the next member is a new one`, async (t) => {
    const { place, proxy, ledger, generation, memberOf } = await joinThroughProxy(t)
    const before = await memberOf()
    const { fault, seen } = onCommits(meddle)
    proxy.become({ [where]: fault })
    t.is(await generation.write(entries({ offset: 1 })), 'unknown')
    t.true(generation.lost.aborted)
    t.is(await generation.write(entries({ offset: 9 })), 'fenced')
    const { next, read } = await joinAndRead(ledger)
    t.not(await memberOf(), before)
    t.is(read.get(0)?.offset, offset)
    t.is(seen(), 1)
    proxy.become()
    t.is(await next.write(entries({ offset: 2 })), 'written')
    t.is(await offsetOf(place), 2)
  })
}

test('a write that arrives when its member is long gone is refused by the brokers', async (t) => {
  const { place, proxy, ledger, generation } = await joinThroughProxy(t)
  const gate = new EventEmitter()
  const arrival = once(gate, 'open').then((): Fate => 'pass')
  proxy.become({ request: onCommits(() => arrival).fault })
  t.is(await generation.write(entries({ offset: 1 })), 'unknown')
  const arrived = new Promise<void>((resolve) => {
    const { fault } = onCommits(() => {
      resolve()
      return 'pass'
    })
    proxy.become({ answer: fault })
  })
  const next = await ledger.join({ fresh: true, signal: never })
  gate.emit('open')
  await arrived
  t.is(await offsetOf(place), 0)
  t.is(await next.write(entries({ offset: 2 })), 'written')
  t.is(await offsetOf(place), 2)
})

test('signs of life go on while nobody asks for anything', async (t) => {
  const { proxy, generation } = await joinThroughProxy(t)
  let beats = 0
  await new Promise<void>((resolve) => {
    proxy.become({
      answer: ({ apiKey }) => {
        if (apiKey === API.Heartbeat && ++beats === 5) resolve()
        return 'pass'
      },
    })
  })
  t.false(generation.lost.aborted)
})

test('a member whose heartbeats are not answered knows when its session is over', async (t) => {
  const { proxy, generation } = await joinThroughProxy(t)
  proxy.become({ answer: ({ apiKey }) => (apiKey === API.Heartbeat ? 'drop' : 'pass') })
  await new Promise((resolve) => generation.lost.addEventListener('abort', resolve))
  t.regex(String(generation.lost.reason), /did not answer for/)
})

test('a coordinator that starts again still refuses what is old and takes what is new', async (t) => {
  const broker = await ownKafka(t)
  const place = await makePlace(t, 1, { broker, settings: { requestTimeoutMs: 2000, sessionTimeoutMs: 30_000 } })
  const ledger = await openLedger(t, place)
  const generation = await ledger.join(joining)
  t.is(await generation.write(entries({ offset: 1 })), 'written')
  await broker.brokers[0]?.kill()
  t.not(await generation.write(entries({ offset: 2 })), 'written')
  await broker.brokers[0]?.start()
  const { next, read } = await joinAndRead(ledger)
  t.is(read.get(0)?.offset, 1)
  t.is(await generation.write(entries({ offset: 3 })), 'fenced')
  t.is(await next.write(entries({ offset: 4 })), 'written')
  t.is(await offsetOf(place), 4)
})

test('a member goes on with another coordinator when the first one is gone for good', async (t) => {
  const broker = await ownKafka(t, { brokers: 3 })
  const place = await makePlace(t, 1, { broker, settings: { requestTimeoutMs: 3000, sessionTimeoutMs: 30_000 } })
  const ledger = await openLedger(t, place)
  const generation = await ledger.join(joining)
  t.is(await generation.write(entries({ offset: 1 })), 'written')
  const coordinator = await place.cluster.coordinator(groupOf(place, 'u1'), { signal: never })
  await broker.brokers[coordinator - 1]?.kill()
  const outcome = await generation.write(entries({ offset: 2 }))
  const { next, read } = await joinAndRead(ledger)
  t.is(read.get(0)?.offset, outcome === 'written' ? 2 : 1)
  t.is(await next.write(entries({ offset: 3 })), 'written')
  t.not(await place.cluster.coordinator(groupOf(place, 'u1'), { signal: never, fresh: true }), coordinator)
})

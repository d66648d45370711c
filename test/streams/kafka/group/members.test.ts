import test from 'ava'
import type { ExecutionContext } from 'ava'
import type { Admin } from 'kafkajs'
import { DiagnosedError } from '../../../../src/model/diagnosed-error.ts'
import { InternalError } from '../../../../src/model/internal-error.ts'
import type { Generation, Intent, Ledger } from '../../../../src/model/ledger.ts'
import type { LedgerPlace } from '../../open-stream.ts'
import { adminOf, entries, entry, groupOf, openLedger } from '../../open-stream.ts'
import { systemClock } from '../../system-clock.ts'
import { kafka } from '../broker.ts'
import type { PlaceOptions } from '../kafka-place.ts'
import { openPlace } from '../kafka-place.ts'
import { Members, aborted } from './member-loop.ts'

const never = new AbortController().signal
const joining = { fresh: false, signal: never }

/** A topic whose ledger is set up; `again` is another process that uses it, `admin` a client that is not ours. */
async function makePlace(t: ExecutionContext, partitions: number, options: PlaceOptions = {}) {
  const { bootstrap, client, createTopic } = await kafka()
  const topic = await createTopic({ partitions })
  const place = openPlace(t, { bootstrap, topic }, options)
  const all = Array.from({ length: partitions }, (_, partition) => partition)
  await (await adminOf(place)).initialise(entries({ partitions }, all), never)
  const again = (other: PlaceOptions = options) => openPlace(t, { bootstrap, topic }, other)
  const admin = client.admin()
  await admin.connect()
  t.teardown(() => admin.disconnect())
  return { ...place, client, admin, again }
}

function intent(batch: string, partitions: readonly number[]): Intent {
  return { batch, revision: 1, time: 1, end: 5, partitions, records: 5, skipped: 0, crc: 7 }
}

async function offsetOf(place: LedgerPlace, partition = 0): Promise<number | undefined> {
  return (await (await adminOf(place)).read(never)).get(partition)?.offset
}

async function stateOf(admin: Admin, place: LedgerPlace): Promise<string | undefined> {
  return (await admin.describeGroups([groupOf(place, 'u1')])).groups[0]?.state
}

/** Members do not come and go at the same moment; each look asks the coordinator. */
async function untilNotStable(admin: Admin, place: LedgerPlace): Promise<void> {
  while ((await stateOf(admin, place)) === 'Stable');
}

test('members share the partitions, and share them anew when one comes or goes', async (t) => {
  const place = await makePlace(t, 7)
  const members = new Members()
  const first = await members.start(t, place)
  await members.share([7])
  const second = await members.start(t, place.again())
  await members.share([3, 4])
  await members.start(t, place.again())
  await members.share([2, 2, 3])
  await members.leave(first)
  await members.share([3, 4])
  await members.leave(second)
  await members.share([7])
  t.pass()
})

test('partitions that are added are noticed and shared', async (t) => {
  const place = await makePlace(t, 2, { settings: { metadataRefreshMs: 100 } })
  const members = new Members()
  await members.start(t, place)
  await members.start(t, place.again())
  await members.share([1, 1])
  await place.admin.createPartitions({ topicPartitions: [{ topic: place.topic, count: 5 }] })
  await members.share([2, 3])
  t.pass()
})

test('a batch that is announced may be finished when a rebalance begins', async (t) => {
  const place = await makePlace(t, 2, { settings: { rebalanceTimeoutMs: 60_000 } })
  const ledger = await openLedger(t, place)
  const generation = await ledger.join(joining)
  t.is(await generation.write(entries({ intent: intent('b1', [0]) })), 'written')
  const second = (await openLedger(t, place.again())).join(joining)
  await untilNotStable(place.admin, place)
  t.true(await generation.heartbeat())
  t.false(generation.lost.aborted)
  t.is(await generation.write(entries({ offset: 5, end: 5, proof: ['b1'] })), 'written')
  t.true(generation.lost.aborted)
  t.is(await offsetOf(place), 5)
  const next = await ledger.join(joining)
  t.is(next.partitions.length, 1)
  t.is((await second).partitions.length, 1)
})

test('nothing new is announced when a rebalance has begun', async (t) => {
  const place = await makePlace(t, 2, { settings: { rebalanceTimeoutMs: 60_000 } })
  const ledger = await openLedger(t, place)
  const generation = await ledger.join(joining)
  t.is(await generation.write(entries({ intent: intent('b1', [0]) })), 'written')
  const second = (await openLedger(t, place.again())).join(joining)
  await untilNotStable(place.admin, place)
  await generation.heartbeat()
  t.is(await generation.write(entries({ intent: intent('b2', [1]) }, [1])), 'fenced')
  t.true(generation.lost.aborted)
  t.is((await (await adminOf(place)).read(never)).get(1)?.intent, undefined)
  await ledger.join(joining)
  await second
})

test('a rebalance ends a generation that has nothing to finish, without being asked', async (t) => {
  const place = await makePlace(t, 2)
  const ledger = await openLedger(t, place)
  const generation = await ledger.join(joining)
  const second = (await openLedger(t, place.again())).join(joining)
  await aborted(generation.lost)
  t.false(await generation.heartbeat())
  t.is(await generation.write(entries({ offset: 1 })), 'fenced')
  await ledger.join(joining)
  t.is((await second).partitions.length, 1)
})

test('a write of what others own is a mistake of ours', async (t) => {
  const place = await makePlace(t, 1)
  const generation = await (await openLedger(t, place)).join(joining)
  await t.throwsAsync(generation.write(entries({}, [1])), { instanceOf: InternalError })
})

async function refusedJoin(t: ExecutionContext, ledger: Ledger): Promise<string | undefined> {
  const error = await t.throwsAsync(ledger.join(joining), { instanceOf: DiagnosedError })
  return error?.diagnostics[0]?.code
}

test('two exporters that were given one group refuse each other', async (t) => {
  const place = await makePlace(t, 1)
  await (await openLedger(t, place)).join(joining)
  const other = await place.again().stream.openLedger('u2', groupOf(place, 'u1'))
  t.is(await refusedJoin(t, other), 'STRM2351')
  await other.leave()
})

test('an exporter and an ordinary consumer that were given one group refuse each other', async (t) => {
  const place = await makePlace(t, 1)
  const consumer = place.client.consumer({ groupId: groupOf(place, 'u1') })
  await consumer.connect()
  t.teardown(() => consumer.disconnect())
  await consumer.subscribe({ topic: place.topic })
  const joined = new Promise((resolve) => consumer.on(consumer.events.GROUP_JOIN, resolve))
  await consumer.run({ autoCommit: false, eachMessage: () => Promise.resolve() })
  await joined
  t.is(await refusedJoin(t, await openLedger(t, place)), 'STRM2351')
})

test('what another client committed is told apart and left alone', async (t) => {
  const place = await makePlace(t, 2)
  const groupId = groupOf(place, 'u1')
  await place.admin.setOffsets({ groupId, topic: place.topic, partitions: [{ partition: 1, offset: '7' }] })
  const admin = await adminOf(place)
  const error = await t.throwsAsync(admin.initialise(entries({}, [0, 1]), never), { instanceOf: DiagnosedError })
  t.is(error.diagnostics[0]?.code, 'STRM2353')
  t.regex(error.diagnostics[0]?.detail ?? '', /offset 7 .* partition 1/)
  t.is(await refusedJoin(t, await openLedger(t, place)), 'STRM2353')
})

test('an independent client reads what was committed', async (t) => {
  const place = await makePlace(t, 1)
  const generation = await (await openLedger(t, place)).join(joining)
  t.is(await generation.write(entries({ offset: 12, end: 9, log: '3', time: 35 })), 'written')
  const [topic] = await place.admin.fetchOffsets({ groupId: groupOf(place, 'u1'), topics: [place.topic] })
  t.deepEqual(topic?.partitions, [{ partition: 0, offset: '12', metadata: 'strmctl1;u1;t1;1;3;z;3;;' }])
})

test('an entry that is too long is refused for good before anything is sent', async (t) => {
  const place = await makePlace(t, 1)
  const ledger = await openLedger(t, place)
  const generation = await ledger.join(joining)
  t.is(await generation.write(entries({ offset: 1, proof: ['x'.repeat(5000)] })), 'fenced')
  t.true(generation.lost.aborted)
  t.is(await offsetOf(place), 0)
  t.is(await refusedJoin(t, ledger), 'STRM2354')
})

test('a process that was stopped for longer than the session time-out sends nothing more', async (t) => {
  let skipped = 0
  const clock = { ...systemClock, monotonic: () => systemClock.monotonic() + skipped }
  const place = await makePlace(t, 1, { clock })
  const generation = await (await openLedger(t, place)).join(joining)
  skipped = 6001
  t.is(await generation.write(entries({ offset: 1 })), 'fenced')
  t.true(generation.lost.aborted)
  t.is(await offsetOf(place), 0)
})

/** A clock on which no time passes: the process does not notice that it was stopped. */
const stopped = { ...systemClock, monotonic: () => 0, sleep: untilAborted }

async function untilAborted(_ms: number, signal?: AbortSignal): Promise<void> {
  if (signal === undefined) throw new Error('would sleep for ever')
  await aborted(signal)
  signal.throwIfAborted()
}

test('the brokers refuse a member that the group went on without, even if it does not know', async (t) => {
  const place = await makePlace(t, 1)
  const zombie = await (await openLedger(t, place.again({ clock: stopped }))).join(joining)
  const waits: string[] = []
  const next = await (await openLedger(t, place)).join({ ...joining, onWait: (why) => waits.push(why) })
  t.is(waits.length, 1)
  t.is(await next.write(entries({ offset: 2 })), 'written')
  t.is(await zombie.write(entries({ offset: 1 })), 'fenced')
  t.is(await offsetOf(place), 2)
})

const fixed = { settings: { instanceId: 'host-1' } }

test('a static member that comes back has its partitions again, and nobody else notices', async (t) => {
  const place = await makePlace(t, 4)
  const members = new Members()
  const other = await members.start(t, place)
  await members.share([4])
  const before = await members.start(t, place.again(fixed))
  await members.share([2, 2])
  const { generations } = other
  const owned = before.current?.partitions
  await members.leave(before)
  const back = await (await openLedger(t, place.again(fixed))).join(joining)
  t.deepEqual(back.partitions, owned)
  t.is(other.generations, generations)
  t.is(await back.write(entries({ offset: 3 }, back.partitions)), 'written')
})

test('a process whose instance id another one took ends', async (t) => {
  const place = await makePlace(t, 1, fixed)
  const ledger = await openLedger(t, place)
  const before: Generation = await ledger.join(joining)
  const taker = await (await openLedger(t, place.again())).join(joining)
  t.is(await taker.write(entries({ offset: 2 })), 'written')
  t.is(await before.write(entries({ offset: 1 })), 'fenced')
  t.is(await offsetOf(place), 2)
  t.is(await refusedJoin(t, ledger), 'STRM2352')
})

test('a group that others use too loses only our topic', async (t) => {
  const place = await makePlace(t, 2)
  const { createTopic } = await kafka()
  const topic = await createTopic()
  const groupId = groupOf(place, 'u1')
  await place.admin.setOffsets({ groupId, topic, partitions: [{ partition: 0, offset: '7' }] })
  const admin = await adminOf(place)
  await admin.remove(never)
  t.deepEqual(await admin.read(never), new Map())
  const left = await place.admin.fetchOffsets({ groupId, topics: [topic] })
  t.is(left[0]?.partitions[0]?.offset, '7')
})

test('the brokers tell after how long the entries are lost', async (t) => {
  const place = await makePlace(t, 1)
  t.true(((await (await adminOf(place)).expiresAfterMs?.(never)) ?? 0) > 0)
})

test('a member keeps its entries over a rebalance', async (t) => {
  const place = await makePlace(t, 2)
  const ledger = await openLedger(t, place)
  const first = await ledger.join(joining)
  const written = entries({ offset: 4, end: 2, intent: intent('b1', [0, 1]) }, [0, 1])
  t.is(await first.write(written), 'written')
  const again = await ledger.join(joining)
  t.deepEqual(await again.read([0, 1]), written)
  t.deepEqual((await again.read([0])).get(0), entry({ offset: 4, end: 2, intent: intent('b1', [0, 1]) }))
})

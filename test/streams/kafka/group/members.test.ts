import { InternalError } from '../../../../src/model/internal-error.ts'
import type { ExecutionContext } from 'ava'
import type { Admin } from 'kafkajs'
import { testWithKafka as test } from '../../../services/kafka.ts'
import type { LedgerPlace } from '../../open-stream.ts'
import { adminOf, entries, entry, groupOf, openLedger } from '../../open-stream.ts'
import { intentOf, joining, makePlace, never, offsetOf, stateOf } from './group-place.ts'
import { Members, aborted } from './member-loop.ts'

/** Members do not come and go at the same moment; each look asks the coordinator. */
async function untilNotStable(admin: Admin, place: LedgerPlace): Promise<void> {
  while ((await stateOf(admin, place)) === 'Stable');
}

/** One member has announced a batch when a second one begins to join. */
async function announceWhileOneJoins(t: ExecutionContext) {
  const place = await makePlace(t, 2, { settings: { rebalanceTimeoutMs: 60_000 } })
  const ledger = await openLedger(t, place)
  const generation = await ledger.join(joining)
  t.is(await generation.write(entries({ intent: intentOf('b1', [0]) })), 'written')
  const second = (await openLedger(t, place.again())).join(joining)
  await untilNotStable(place.admin, place)
  return { place, ledger, generation, second }
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
  const { place, ledger, generation, second } = await announceWhileOneJoins(t)
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
  const { place, ledger, generation, second } = await announceWhileOneJoins(t)
  await generation.heartbeat()
  t.is(await generation.write(entries({ intent: intentOf('b2', [1]) }, [1])), 'fenced')
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

test('an independent client reads what was committed', async (t) => {
  const place = await makePlace(t, 1)
  const generation = await (await openLedger(t, place)).join(joining)
  t.is(await generation.write(entries({ offset: 12, end: 9, log: '3', time: 35 })), 'written')
  const [topic] = await place.admin.fetchOffsets({ groupId: groupOf(place, 'u1'), topics: [place.topic] })
  t.deepEqual(topic?.partitions, [{ partition: 0, offset: '12', metadata: 'strmctl1;u1;t1;1;3;z;3;;' }])
})

test('a member keeps its entries over a rebalance', async (t) => {
  const place = await makePlace(t, 2)
  const ledger = await openLedger(t, place)
  const first = await ledger.join(joining)
  const written = entries({ offset: 4, end: 2, intent: intentOf('b1', [0, 1]) }, [0, 1])
  t.is(await first.write(written), 'written')
  const again = await ledger.join(joining)
  t.deepEqual(await again.read([0, 1]), written)
  t.deepEqual((await again.read([0])).get(0), entry({ offset: 4, end: 2, intent: intentOf('b1', [0, 1]) }))
})

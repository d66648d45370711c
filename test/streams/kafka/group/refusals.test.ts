import type { ExecutionContext } from 'ava'
import { DiagnosedError } from '../../../../src/model/diagnosed-error.ts'
import type { Generation, Ledger } from '../../../../src/model/ledger.ts'
import { kafka, testWithKafka as test } from '../../../services/kafka.ts'
import { adminOf, entries, groupOf, openLedger } from '../../open-stream.ts'
import { joining, makePlace, never, offsetOf } from './group-place.ts'
import { Members } from './member-loop.ts'
import { startMember } from './start-member.ts'

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
  const place = await makePlace(t, 3)
  const groupId = groupOf(place, 'u1')
  const partitions = [1, 2].map((partition) => ({ partition, offset: String(partition + 6) }))
  await place.admin.setOffsets({ groupId, topic: place.topic, partitions })
  const admin = await adminOf(place)
  const error = await t.throwsAsync(admin.initialise(entries({}, [0, 1, 2]), never), { instanceOf: DiagnosedError })
  t.is(error.diagnostics[0]?.code, 'STRM2353')
  const detail = error.diagnostics[0]?.detail ?? ''
  t.regex(detail, /offset 7 of partition 1, offset 8 of partition 2: it carries no metadata/)
  t.regex(detail, /"strmctl repair" rebuilds/)
  t.is(await refusedJoin(t, await openLedger(t, place)), 'STRM2353')
  const told: unknown[] = []
  t.deepEqual([...(await admin.read(never, (...foreign) => told.push(foreign))).keys()], [0])
  t.is(told.length, 2)
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

test('a static member that was killed has its partitions again at once, long before its session would end', async (t) => {
  const settings = { ...fixed.settings, sessionTimeoutMs: 60_000, rebalanceTimeoutMs: 60_000 }
  const place = await makePlace(t, 4, { settings: { sessionTimeoutMs: 60_000 } })
  const members = new Members()
  const other = await members.start(t, place)
  await members.share([4])
  const killed = startMember(t, [place.bootstrap, place.topic, groupOf(place, 'u1'), JSON.stringify(settings)])
  t.is(await killed.ask('join'), 'joined')
  await members.share([2])
  const { generations } = other
  killed.signal('SIGKILL')
  const waits: string[] = []
  const onWait = (why: string) => void waits.push(why)
  const back = await (await openLedger(t, place.again({ settings }))).join({ ...joining, onWait })
  t.is(back.partitions.length, 2)
  t.is(other.generations, generations)
  t.deepEqual(waits, [])
  t.is(await back.write(entries({ offset: 3 }, back.partitions)), 'written')
})

test('partitions that were added while a static member was away are shared out when it comes back', async (t) => {
  const place = await makePlace(t, 2, fixed)
  const before = await openLedger(t, place)
  await before.join(joining)
  await before.leave()
  await place.admin.createPartitions({ topicPartitions: [{ topic: place.topic, count: 4 }] })
  const members = new Members()
  await members.start(t, place.again({ settings: { ...fixed.settings, metadataRefreshMs: 100 } }))
  await members.share([4])
  t.pass()
})

test('a process whose instance id another one took ends', async (t) => {
  const place = await makePlace(t, 1, fixed)
  const ledger = await openLedger(t, place)
  const before: Generation = await ledger.join(joining)
  const consumer = await (await openLedger(t, place.again())).join(joining)
  t.is(await consumer.write(entries({ offset: 2 })), 'written')
  t.is(await before.write(entries({ offset: 1 })), 'fenced')
  t.is(await offsetOf(place), 2)
  t.is(await refusedJoin(t, ledger), 'STRM2352')
})

test('a static member joins again under an id that nothing it sent before carries', async (t) => {
  const place = await makePlace(t, 1, fixed)
  const ledger = await openLedger(t, place)
  const memberOf = async () =>
    (await place.admin.describeGroups([groupOf(place, 'u1')])).groups[0]?.members[0]?.memberId
  const before = await ledger.join(joining)
  const id = await memberOf()
  const next = await ledger.join(joining)
  t.not(await memberOf(), id)
  t.is(await before.write(entries({ offset: 1 })), 'fenced')
  t.is(await next.write(entries({ offset: 2 })), 'written')
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

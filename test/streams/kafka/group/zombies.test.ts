import { askCoordinator } from '../../../../src/io/kafka/admin/ask-coordinator.ts'
import { LEAVE_GROUP } from '../../../../src/io/kafka/protocol/messages/leave-group.ts'
import { testWithKafka as test } from '../../../services/kafka.ts'
import { entries, groupOf, openLedger } from '../../open-stream.ts'
import { systemClock } from '../../system-clock.ts'
import { joining, makePlace, never, offsetOf } from './group-place.ts'
import { aborted } from './member-loop.ts'
import { startMember } from './start-member.ts'

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

test('entries do not count that a broker gives to a member which the group went on without', async (t) => {
  const place = await makePlace(t, 1)
  const groupId = groupOf(place, 'u1')
  const zombie = await (await openLedger(t, place.again({ clock: stopped }))).join(joining)
  t.is((await zombie.read([0])).size, 1)
  const memberId = (await place.admin.describeGroups([groupId])).groups[0]?.members[0]?.memberId ?? ''
  const members = [{ memberId, groupInstanceId: undefined, reason: undefined }]
  await askCoordinator(place.cluster, { group: groupId, api: LEAVE_GROUP, request: { groupId, members } }, never)
  await t.throwsAsync(zombie.read([0]), { message: /the membership ended: the coordinator answered/ })
  t.true(zombie.lost.aborted)
})

test('a process that was stopped and goes on writes nothing that counts', async (t) => {
  const place = await makePlace(t, 1)
  const child = startMember(t, [place.bootstrap, place.topic, groupOf(place, 'u1')])
  t.is(await child.ask('join'), 'joined')
  t.is(await child.ask('write 1'), 'written')
  child.signal('SIGSTOP')
  const next = await (await openLedger(t, place)).join(joining)
  t.is(await next.write(entries({ offset: 2 })), 'written')
  child.signal('SIGCONT')
  t.is(await child.ask('write 3'), 'fenced')
  t.is(await offsetOf(place), 2)
  t.is(await child.ask('heartbeat'), 'false')
})

import test from 'ava'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import { RejoinNeeded } from '../../src/engine/membership/rejoin-needed.ts'
import { exporterStops, StopRace, Stopped } from '../../src/engine/stop-race.ts'
import type { StopReason } from '../../src/engine/stop-race.ts'
import { ENGINE_SETTINGS } from '../../src/engine/world.ts'
import { FakeClock } from '../memory/fake-clock.ts'

const FAILED: StopReason = { type: 'failed', error: new DiagnosedError([]) }
const LOST: StopReason = { type: 'membership-lost', error: new RejoinNeeded('it ended', { fresh: false }) }

interface Row {
  readonly reported: readonly StopReason[]
  readonly counts: StopReason['type']
  readonly abandons: boolean
}

const races = test.macro({
  exec: (t, { reported, counts, abandons }: Row) => {
    const stops = new StopRace()
    reported.forEach((reason) => stops.report(reason))
    t.is(stops.reason?.type, counts)
    t.true(stops.drain.aborted)
    t.is(stops.abandon.aborted, abandons)
  },
  title: (_, { reported, counts }: Row) => `of ${reported.map(({ type }) => type).join(' and ')}, ${counts} counts`,
})

test(races, {
  reported: [{ type: 'stop-requested' }, { type: 'job-removed' }],
  counts: 'stop-requested',
  abandons: false,
})
test(races, {
  reported: [{ type: 'stream-changed' }, { type: 'stop-requested' }],
  counts: 'stop-requested',
  abandons: false,
})
test(races, {
  reported: [{ type: 'stop-requested' }, { type: 'goal-reached' }],
  counts: 'goal-reached',
  abandons: false,
})
test(races, { reported: [FAILED, { type: 'goal-reached' }], counts: 'failed', abandons: false })
test(races, { reported: [{ type: 'stop-requested' }, LOST], counts: 'membership-lost', abandons: true })
test(races, { reported: [FAILED, { type: 'kill-requested' }], counts: 'kill-requested', abandons: true })

test('a race within another one hears of its reasons, and keeps its own', (t) => {
  const outer = new StopRace()
  const inner = new StopRace(outer)
  inner.report({ type: 'stream-changed' })
  t.is(outer.reason, undefined)
  outer.report({ type: 'stop-requested' })
  t.is(inner.reason?.type, 'stop-requested')
  inner.report(LOST)
  t.false(outer.abandon.aborted)
  t.throws(() => inner.abandon.throwIfAborted(), { instanceOf: RejoinNeeded })
})

test("exporterStops() never hands on the reason of the process's own signals", (t) => {
  const stop = new AbortController()
  const never = new AbortController().signal
  const stops = exporterStops({ stop: stop.signal, kill: never }, { clock: new FakeClock(), settings: ENGINE_SETTINGS })
  stop.abort(new DiagnosedError([]))
  t.throws(() => stops.drain.throwIfAborted(), { instanceOf: Stopped })
})

test('exporterStops() gives a removed exporter its grace, and follows nothing when released', async (t) => {
  const clock = new FakeClock()
  const removed = new AbortController()
  const never = new AbortController().signal
  const world = { clock, settings: ENGINE_SETTINGS }
  const stops = exporterStops({ stop: never, kill: never, removed: removed.signal }, world)
  const released = exporterStops({ stop: never, kill: never, removed: removed.signal }, world)
  removed.abort()
  released.release()
  await clock.advance(ENGINE_SETTINGS.removalGraceMs - 1)
  t.is(stops.reason?.type, 'job-removed')
  t.false(stops.abandon.aborted)
  await clock.advance(1)
  t.is(stops.reason?.type, 'removal-overdue')
  t.true(stops.abandon.aborted)
  t.is(released.reason?.type, 'job-removed')
})

import test from 'ava'
import type { ExportJob } from '../../../src/model/export-job.ts'
import { SinkError } from '../../../src/model/connector.ts'
import { runFleet } from '../../../src/engine/run/fleet.ts'
import type { JobSource } from '../../../src/engine/run/fleet.ts'
import { settle } from '../../memory/fake-clock.ts'
import { abortable, DIRECT_LINK } from '../../memory/link.ts'
import type { Link } from '../../memory/link.ts'
import { Kit } from '../kit.ts'

class Jobs implements JobSource {
  #current: readonly ExportJob[]
  #tell: () => void = () => {}

  constructor(...jobs: ExportJob[]) {
    this.#current = jobs
  }

  readonly jobs = () => this.#current

  readonly changed = (signal: AbortSignal) => abortable(new Promise<void>((resolve) => (this.#tell = resolve)), signal)

  async change(...jobs: ExportJob[]): Promise<void> {
    this.#current = jobs
    this.#tell()
    await settle()
  }
}

const broken: Link = {
  ...DIRECT_LINK,
  call: (operation, effect) =>
    operation === 'create'
      ? Promise.reject(new SinkError('unavailable', 'No route'))
      : DIRECT_LINK.call(operation, effect),
}

function run(kit: Kit, jobs: Jobs, { once = false, link = DIRECT_LINK } = {}) {
  return runFleet(jobs, kit.world(link), { once, stop: kit.stop.signal, kill: kit.kill.signal })
}

test('runFleet() starts, stops and starts again what the source says', async (t) => {
  const kit = new Kit(1)
  const jobs = new Jobs()
  const running = run(kit, jobs)
  kit.topic.append(0, 'a')
  await jobs.change(kit.job)
  await kit.clock.advance(1000)
  t.is(kit.group.members.length, 1)
  await jobs.change()
  t.deepEqual(kit.group.members, [])
  t.deepEqual(Object.values(kit.files()), ['a\n'])
  kit.topic.append(0, 'b')
  await jobs.change({ ...kit.job, intervalMs: 1000 })
  await kit.clock.advance(1000)
  kit.stop.abort()
  const outcomes = await kit.finish(running)
  t.deepEqual([...outcomes.values()], [{ outcome: 'stopped', incomplete: false }])
  t.deepEqual(Object.values(kit.files()), ['a\n', 'b\n'])
})

test('runFleet() lets each exporter fail alone and starts a failed one again when it is given anew', async (t) => {
  const kit = new Kit(1)
  const foreign = { ...kit.job, uid: 'uid-2', name: 'other' }
  const jobs = new Jobs(kit.job, foreign)
  const running = run(kit, jobs)
  kit.topic.append(0, 'a')
  await kit.clock.advance(30_000)
  t.deepEqual(Object.values(kit.files()), ['a\n'])
  t.deepEqual(
    kit.eventsOf('failed').map(({ exporter }) => exporter),
    ['other'],
  )
  await jobs.change(kit.job, foreign)
  t.is(kit.eventsOf('failed').length, 1)
  await jobs.change(kit.job, { ...foreign })
  await kit.clock.advance(1000)
  t.is(kit.eventsOf('failed').length, 2)
  kit.stop.abort()
  const outcomes = await kit.finish(running)
  t.like(outcomes.get('uid-1'), { outcome: 'stopped' })
  t.like(outcomes.get('uid-2'), { outcome: 'failed' })
})

test('runFleet() tells when all have failed for good, and when one is given anew', async (t) => {
  const kit = new Kit(1)
  const [foreign, other] = ['uid-2', 'uid-3'].map((uid) => ({ ...kit.job, uid, name: uid }))
  if (foreign === undefined || other === undefined) return t.fail()
  const jobs = new Jobs(kit.job, foreign, other)
  const told: boolean[] = []
  const onAllFailed = (isHopeless: boolean) => void told.push(isHopeless)
  const running = runFleet(jobs, kit.world(), {
    once: false,
    stop: kit.stop.signal,
    kill: kit.kill.signal,
    onAllFailed,
  })
  await kit.clock.advance(30_000)
  t.is(kit.eventsOf('failed').length, 2)
  t.deepEqual(told, [])
  await jobs.change(foreign, other)
  await kit.clock.advance(30_000)
  t.deepEqual(told, [true])
  await jobs.change(foreign, { ...other })
  await kit.clock.advance(30_000)
  t.deepEqual(told, [true, false, true])
  kit.stop.abort()
  await kit.finish(running)
})

test('runFleet() without any exporter waits for one', async (t) => {
  const kit = new Kit(1)
  const onAllFailed = () => t.fail()
  const world = kit.world()
  const running = runFleet(new Jobs(), world, {
    once: false,
    stop: kit.stop.signal,
    kill: kit.kill.signal,
    onAllFailed,
  })
  await kit.clock.advance(30_000)
  kit.stop.abort()
  t.is((await kit.finish(running)).size, 0)
})

test('runFleet() once ends with all exporters', async (t) => {
  const kit = new Kit(1)
  kit.topic.append(0, 'a')
  const outcomes = await kit.finish(run(kit, new Jobs(kit.job), { once: true }))
  t.like(outcomes.get('uid-1'), { outcome: 'done' })
  t.deepEqual(Object.values(kit.files()), ['a\n'])
})

test('runFleet() ends a removed exporter that cannot flush', async (t) => {
  const kit = new Kit(1)
  const jobs = new Jobs(kit.job)
  const running = run(kit, jobs, { link: broken })
  kit.topic.append(0, 'a')
  await kit.clock.advance(31_000)
  await jobs.change()
  t.is(kit.group.members.length, 1)
  await kit.clock.advance(10_000)
  t.deepEqual(kit.group.members, [])
  kit.stop.abort()
  await kit.finish(running)
})

test('runFleet() killed ends at once, even while it cannot write', async (t) => {
  const kit = new Kit(1)
  const running = run(kit, new Jobs(kit.job), { link: broken })
  kit.topic.append(0, 'a')
  await kit.clock.advance(31_000)
  kit.stop.abort()
  await kit.clock.advance(60_000)
  kit.kill.abort()
  await settle()
  t.like((await running).get('uid-1'), { outcome: 'stopped' })
  t.is(kit.budget.usedBytes, 0)
})

test('runFleet() tells what nobody expected as a diagnostic of that exporter', async (t) => {
  const kit = new Kit(1)
  const world = {
    ...kit.world(),
    ids: {
      batch: () => {
        throw new TypeError('our mistake')
      },
    },
  }
  kit.topic.append(0, 'a')
  const running = runFleet(new Jobs(kit.job), world, { once: true, stop: kit.stop.signal, kill: kit.kill.signal })
  const outcome = (await kit.finish(running)).get('uid-1')
  t.is(outcome?.outcome === 'failed' ? outcome.diagnostics[0]?.code : undefined, 'STRM3010')
})

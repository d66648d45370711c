import test from 'ava'
import { runFleet } from '../../../src/engine/run/fleet.ts'
import { StartLimit } from '../../../src/engine/waiting/start-limit.ts'
import type { CheckStep } from '../../../src/model/connector.ts'
import { FakeClock, settle } from '../../memory/fake-clock.ts'
import { Kit } from '../kit.ts'

const never = new AbortController().signal

test('so many work at a time, in their order', async (t) => {
  const limit = new StartLimit(new FakeClock(), { most: 2, holdMs: 1000 })
  const begun: number[] = []
  const ends: (() => void)[] = []
  const works = [0, 1, 2, 3].map((number) =>
    limit.run(never, async () => {
      begun.push(number)
      await new Promise<void>((resolve) => (ends[number] = resolve))
      return number
    }),
  )
  await settle()
  t.deepEqual(begun, [0, 1])
  ends[1]?.()
  await settle()
  t.deepEqual(begun, [0, 1, 2])
  for (const number of [0, 2]) ends[number]?.()
  await settle()
  ends[3]?.()
  t.deepEqual(await Promise.all(works), [0, 1, 2, 3])
})

test('what hangs passes its place on, and what fails does at once', async (t) => {
  const clock = new FakeClock()
  const limit = new StartLimit(clock, { most: 1, holdMs: 1000 })
  void limit.run(never, () => new Promise(() => {}))
  const failing = limit.run(never, () => Promise.reject(new Error('refused')))
  const last = limit.run(never, () => Promise.resolve('done'))
  await clock.advance(999)
  const early = await Promise.race([last, Promise.resolve('waits')])
  t.is(early, 'waits')
  const [failed] = await Promise.all([t.throwsAsync(failing), clock.advance(1)])
  t.is(failed.message, 'refused')
  t.is(await last, 'done')
})

test('one that is asked to stop leaves the queue', async (t) => {
  const clock = new FakeClock()
  const limit = new StartLimit(clock, { most: 1, holdMs: 1000 })
  const stop = new AbortController()
  void limit.run(never, () => new Promise(() => {}))
  const waiting = limit.run(stop.signal, () => Promise.resolve('too late'))
  const next = limit.run(never, () => Promise.resolve('done'))
  stop.abort(new Error('stopped'))
  await t.throwsAsync(waiting, { message: 'stopped' })
  await clock.advance(1000)
  t.is(await next, 'done')
})

test('many exporters check their destinations a few at a time, and hanging or failing ones delay nobody for long', async (t) => {
  const kit = new Kit(1)
  const world = { ...kit.world(), startLimit: new StartLimit(kit.clock, { most: 4, holdMs: 1000 }) }
  const checks = new Checks(kit.clock)
  const openConnector: typeof world.openConnector = async (revision) => {
    const connector = await world.openConnector(revision)
    connector.check = (prefix, signal) => checks.check(prefix, signal)
    return connector
  }
  const jobs = Array.from({ length: 60 }, (_, number) => {
    const pathPrefix = number < 3 ? 'hanging' : number < 8 ? 'failing' : 'fine'
    return { ...kit.job, uid: `uid-${number}`, name: `exporter-${number}`, current: { ...kit.job.current, pathPrefix } }
  })
  const source = { jobs: () => jobs, changed: () => new Promise<void>(() => {}) }
  const signals = { stop: kit.stop.signal, kill: kit.kill.signal }
  void runFleet(source, { ...world, openConnector }, { once: false, ...signals })
  for (let ms = 0; ms < 2500; ms += 10) await kit.clock.advance(10)
  t.is(checks.passed, 52)
  t.true(checks.most <= 4 + 3, `${checks.most} at a time`)
})

class Checks {
  readonly #clock: FakeClock
  #running = 0
  most = 0
  passed = 0

  constructor(clock: FakeClock) {
    this.#clock = clock
  }

  async *check(prefix: string, signal: AbortSignal): AsyncGenerator<CheckStep> {
    this.most = Math.max(this.most, ++this.#running)
    try {
      await this.#clock.sleep(10, signal)
      if (prefix === 'hanging') await new Promise(() => {})
      if (prefix === 'failing') throw new Error('refused')
      this.passed++
      yield { step: 'write', outcome: 'passed' }
    } finally {
      this.#running--
    }
  }
}

import test from 'ava'
import { fc } from '../../../tooling/properties.ts'
import { DiagnosedError } from '../../../../src/model/diagnosed-error.ts'
import type { StateStep } from '../../../../src/model/state.ts'
import { LOCK_LOST, LOCK_TAKEN_OVER, LOCK_WAITING, STATE_UNWRITABLE } from '../../../../src/state/diagnostics.ts'
import { killAt } from '../../../io/disk/kill-at.ts'
import { moment } from '../../../io/disk/moment.ts'
import { systemError } from '../../../io/disk/memory-disk.ts'
import { modelState } from '../../model-state.ts'
import { plainState } from '../../plain-state.ts'
import { begin, cancelled, connector, done, gone, secretConnector } from '../../resources.ts'
import { LocalWorld, STATE_PATH } from './local-world.ts'
import type { StateProcess } from './local-world.ts'

const STEPS: readonly StateStep[] = [
  begin(connector('a')),
  done(connector('a')),
  begin(secretConnector('b')),
  done(secretConnector('b')),
  gone(connector('a')),
]

/** Records the steps one after the other; counts those that are on record. */
async function apply(process: StateProcess, recorded: { steps: number }): Promise<void> {
  const locked = await process.lock()
  for (const step of STEPS) {
    await locked.record(step)
    recorded.steps++
  }
  await locked.release()
}

async function countCalls(): Promise<number> {
  let calls = 0
  await apply(new LocalWorld().start({ gate: async () => void calls++ }), { steps: 0 })
  return calls
}

for (const power of ['stays', 'fails'] as const)
  test(`a run that is killed at any call to the disk leaves a state with all that was recorded, when the power ${power}`, async (t) => {
    const calls = await countCalls()
    t.true(calls > 50)
    for (let step = 0; step < calls; step++) {
      const world = new LocalWorld()
      const { gate, killed } = killAt(step)
      const recorded = { steps: 0 }
      const first = world.start({ gate })
      await Promise.race([apply(first, recorded), killed])
      if (power === 'fails') world.disk.loseUnsynced()
      world.bury(first)
      const next = world.start()
      const locked = await next.lock()
      const { serial, lineage } = locked.state()
      t.true(serial === recorded.steps || serial === recorded.steps + 1, `killed at call ${step}: ${serial}`)
      t.deepEqual(plainState(locked.state()), plainState(modelState(lineage, STEPS.slice(0, serial))))
      await locked.record(done(connector('after')))
      await locked.release()
      t.is((await world.start().store.read())?.serial, serial + 1)
    }
  })

test('a stopped run that goes on after another one cannot record, and puts no old state file in the way', async (t) => {
  const world = new LocalWorld()
  const before = await world.start().lock()
  await before.record(done(connector('before')))
  await before.release()
  const stop = moment()
  const goOn = moment()
  const stopped = world.start({
    gate: async ({ call, path }) => {
      if (call !== 'rename' || path !== STATE_PATH) return
      stop.reach()
      await goOn.reached
    },
  })
  const old = await stopped.lock()
  await old.record(done(connector('old')))
  const releasing = old.release()
  await stop.reached
  const next = world.start()
  const locked = await next.clock.advanceUntil(next.lock(120_000))
  t.deepEqual(
    next.warnings.map(({ code }) => code),
    [LOCK_WAITING.code, LOCK_TAKEN_OVER.code],
  )
  await locked.record(done(connector('new')))
  await locked.release()
  goOn.reach()
  await releasing
  t.regex(world.file('state.json') ?? '', /"serial": 2/)
  const state = await world.start().store.read()
  t.is(state?.serial, 3)
  t.deepEqual(
    state?.resources.map(({ address }) => address),
    ['data_connector.before', 'data_connector.new', 'data_connector.old'],
  )
  await (await world.start().lock()).release()
  t.regex(world.file('state.json') ?? '', /"serial": 3/)
})

test('a run whose lock was taken over is told so, and records nothing more', async (t) => {
  const world = new LocalWorld()
  const first = world.start()
  const locked = await first.lock()
  await locked.record(done(connector('a')))
  world.bury(first)
  const next = await world.start().lock()
  const error = await t.throwsAsync(locked.record(done(connector('late'))), { instanceOf: DiagnosedError })
  t.is(error?.diagnostics[0]?.code, LOCK_LOST.code)
  t.true(locked.lost.aborted)
  await locked.release()
  t.is(next.state().serial, 1)
  await next.release()
  t.is((await world.start().store.read())?.serial, 1)
})

for (const fault of ['write', 'dataSync'] as const)
  test(`a step that cannot be written (${fault}) is refused, and the lock is over`, async (t) => {
    const world = new LocalWorld()
    let full = false
    const process = world.start({
      gate: async ({ call, path }) => {
        if (full && call === fault) throw systemError('ENOSPC', path)
      },
    })
    const locked = await process.lock()
    full = true
    const error = await t.throwsAsync(locked.record(done(connector('a'))), { instanceOf: DiagnosedError })
    t.is(error?.diagnostics[0]?.code, STATE_UNWRITABLE.code)
    t.true(locked.lost.aborted)
    await t.throwsAsync(locked.record(done(connector('b'))), { instanceOf: DiagnosedError })
    full = false
    await locked.release()
    world.bury(process)
    const next = await world.start().lock()
    t.false(next.state().resources.some(({ address }) => address === 'data_connector.b'))
  })

const LABEL = fc.constantFrom('a', 'b', 'c', 'd')
const RESOURCE = fc
  .record({
    label: LABEL,
    secret: fc.option(fc.string(), { nil: undefined }),
    fields: fc.dictionary(fc.string(), fc.jsonValue()),
  })
  .map(({ label, secret, fields }) => ({
    ...(secret === undefined ? connector(label) : secretConnector(label, secret)),
    attributes: fromJson(fields),
  }))
const STEP = fc.oneof(
  RESOURCE.map((resource) => begin(resource)),
  RESOURCE.map((resource) => done(resource)),
  RESOURCE.map((resource) => gone(resource)),
  RESOURCE.map((resource) => cancelled(resource)),
)

/** As it comes back from JSON: without -0. */
function fromJson(value: { readonly [name: string]: unknown }): ReturnType<typeof connector>['attributes'] {
  return JSON.parse(JSON.stringify(value)) as ReturnType<typeof connector>['attributes']
}

test('after any steps in any number of runs the state is what the steps say', async (t) => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(STEP, { maxLength: 8 }), { maxLength: 4 }), async (runs) => {
      const world = new LocalWorld()
      for (const steps of runs) {
        const locked = await world.start().lock()
        await Promise.all(steps.map((step) => locked.record(step)))
        await locked.release()
      }
      const steps = runs.flat()
      const state = await world.start().store.read()
      const expected = steps.length === 0 ? undefined : modelState('lineage-1', steps)
      t.deepEqual(plainState(state), plainState(expected))
    }),
    { numRuns: 60 },
  )
})

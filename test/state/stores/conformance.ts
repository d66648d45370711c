import { randomUUID } from 'node:crypto'
import type { ExecutionContext, TestFn } from 'ava'
import { DiagnosedError } from '../../../src/model/diagnosed-error.ts'
import type { LockedState, StateStore } from '../../../src/model/state.ts'
import { openStateStore } from '../../../src/state/open-state-store.ts'
import type { StateBackend } from '../../../src/state/stores/state-backend.ts'
import { LOCK_HELD } from '../../../src/state/diagnostics.ts'
import { fixedKeys } from '../fixed-keys.ts'
import { modelState } from '../model-state.ts'
import { plainState } from '../plain-state.ts'
import { begin, cancelled, connector, done, gone, secretConnector } from '../resources.ts'

/** One place for a state, and how processes reach it. */
export interface StatePlace {
  /** The place as another process sees it. */
  open(): Promise<StateBackend>
  /** Lets time go on for all processes until the promise is settled. */
  pass<T>(promise: Promise<T>): Promise<T>
}

/** What every store of the state has to do; run over each of them. */
export function stateStoreConformance(
  test: TestFn,
  name: string,
  makePlace: (t: ExecutionContext) => Promise<StatePlace>,
): void {
  test(`${name}: read() gives nothing before anything was recorded`, async (t) => {
    const place = await makePlace(t)
    t.is(await (await open(place)).read(), undefined)
    await (await lock(await open(place))).release()
    t.is(await (await open(place)).read(), undefined)
  })

  test(`${name}: what was recorded is there for the next process, secrets included`, async (t) => {
    const place = await makePlace(t)
    const locked = await lock(await open(place))
    const [a, b, c] = [connector('a'), secretConnector('b'), connector('c')]
    const steps = [
      begin(a),
      done(a),
      begin(b),
      done(b),
      begin(c),
      done(c),
      begin(a, 'update'),
      cancelled(a),
      gone(c),
      begin(b, 'delete'),
    ]
    for (const step of steps) await locked.record(step)
    const expected = plainState(modelState(locked.state().lineage, steps))
    t.deepEqual(plainState(locked.state()), expected)
    t.deepEqual(plainState(await (await open(place)).read()), expected)
    await locked.release()
    t.deepEqual(plainState(await (await open(place)).read()), expected)
    const next = await lock(await open(place))
    t.deepEqual(plainState(next.state()), expected)
    await next.release()
  })

  test(`${name}: steps that are recorded at once count in the order of the calls`, async (t) => {
    const place = await makePlace(t)
    const locked = await lock(await open(place))
    const steps = Array.from({ length: 50 }, (_, index) =>
      done(index % 3 === 0 ? secretConnector(`c${index % 7}`, `${index}`) : connector(`c${index % 7}`)),
    )
    await Promise.all(steps.map((step) => locked.record(step)))
    const expected = plainState(modelState(locked.state().lineage, steps))
    t.deepEqual(plainState(locked.state()), expected)
    await locked.release()
    t.deepEqual(plainState(await (await open(place)).read()), expected)
  })

  test(`${name}: a state that was given is not changed by later steps`, async (t) => {
    const locked = await lock(await open(await makePlace(t)))
    await locked.record(done(connector('a')))
    const before = locked.state()
    await locked.record(done(connector('b')))
    t.is(before.resources.length, 1)
    t.is(locked.state().resources.length, 2)
    await locked.release()
  })

  test(`${name}: lineage and serial go on from lock to lock`, async (t) => {
    const place = await makePlace(t)
    const first = await lock(await open(place))
    await first.record(done(connector('a')))
    const { lineage } = first.state()
    await first.release()
    const second = await lock(await open(place))
    t.is(second.state().lineage, lineage)
    t.is(second.state().serial, 1)
    await second.record(gone(connector('a')))
    await second.release()
    t.like(await (await open(place)).read(), { lineage, serial: 2, resources: [], pending: [] })
  })

  test(`${name}: two never hold the lock; the second waits, or is told who holds it`, async (t) => {
    const place = await makePlace(t)
    const first = await lock(await open(place))
    const error = await t.throwsAsync(lock(await open(place)), { instanceOf: DiagnosedError })
    t.deepEqual(
      error?.diagnostics.map(({ code }) => code),
      [LOCK_HELD.code],
    )
    const waiting = lock(await open(place), 60_000)
    await first.record(done(connector('a')))
    await first.release()
    const second = await place.pass(waiting)
    t.is(second.state().serial, 1)
    await second.release()
  })

  test(`${name}: waiting for the lock ends when it is aborted`, async (t) => {
    const place = await makePlace(t)
    const first = await lock(await open(place))
    const reason = new Error('stop')
    const stop = new AbortController()
    const waiting = t.throwsAsync(
      (await open(place)).lock({ operation: 'apply', timeoutMs: 60_000, signal: stop.signal }),
      {
        is: reason,
      },
    )
    stop.abort(reason)
    await waiting
    await first.release()
  })

  test(`${name}: release() is idempotent, and nothing is recorded after it`, async (t) => {
    const place = await makePlace(t)
    const locked = await lock(await open(place))
    await locked.record(done(connector('a')))
    await Promise.all([locked.release(), locked.release()])
    await t.throwsAsync(locked.record(done(connector('b'))), { instanceOf: DiagnosedError })
    t.is((await (await open(place)).read())?.serial, 1)
  })

  test(`${name}: changed() resolves when the serial is another one`, async (t) => {
    const place = await makePlace(t)
    const store = await open(place)
    const { signal } = new AbortController()
    const first = store.changed(0, signal)
    const locked = await lock(await open(place))
    await locked.record(done(connector('a')))
    await place.pass(first)
    await store.changed(0, signal)
    const second = store.changed(1, signal)
    await locked.record(done(connector('b')))
    await place.pass(second)
    t.is((await store.read())?.serial, 2)
    await locked.release()
    const stop = new AbortController()
    const third = t.throwsAsync(store.changed(2, stop.signal))
    stop.abort(new Error('stop'))
    await third
    await store.close()
    await store.close()
  })
}

/** The place as commands of another process use it. */
async function open(place: StatePlace): Promise<StateStore> {
  const options = { uuid: randomUUID, keys: fixedKeys(), release: '0.1.0', warn: () => undefined }
  return openStateStore(await place.open(), options)
}

function lock(store: StateStore, timeoutMs = 0): Promise<LockedState> {
  return store.lock({ operation: 'apply', timeoutMs, signal: new AbortController().signal })
}

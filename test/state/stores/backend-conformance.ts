import type { ExecutionContext, TestFn } from 'ava'
import { LockHeldError, type StateBackend, type StateSession } from '../../../src/state/stores/state-backend.ts'

/** What a store itself has to do, whatever is written to it; run over each of them. */
export function stateBackendConformance(
  test: TestFn,
  name: string,
  makePlace: (t: ExecutionContext) => Promise<{ open(): Promise<StateBackend> }>,
): void {
  test(`${name}: the document is what was put last, and tells whether it is the known one`, async (t) => {
    const backend = await (await makePlace(t)).open()
    t.is(await backend.readDocument(undefined), undefined)
    const session = await hold(backend)
    await session.replaceDocument('first')
    const first = await backend.readDocument(undefined)
    if (first === undefined || first === 'unchanged') return t.fail()
    t.is(first.text, 'first')
    t.is(await backend.readDocument(first.version), 'unchanged')
    await session.replaceDocument('other')
    t.like(await backend.readDocument(first.version), { text: 'other' })
    await session.release()
    t.like(await backend.readDocument(undefined), { text: 'other' })
  })

  test(`${name}: the log begins with what it is given once, and grows for every reader`, async (t) => {
    const place = await makePlace(t)
    const [writer, reader] = [await place.open(), await place.open()]
    t.is(await reader.readLog(), undefined)
    const session = await hold(writer)
    t.is(await session.append(FIRST_STEP), 'counted')
    const log = await reader.readLog()
    t.deepEqual(log?.entries, [...NEW_LOG, FIRST_STEP])
    t.is(await session.append(SECOND_STEP), 'counted')
    const grown = await reader.readLog()
    t.is(grown?.generation, log?.generation)
    t.deepEqual(grown?.entries, [...NEW_LOG, FIRST_STEP, SECOND_STEP])
    await session.release()
    const next = await hold(reader)
    t.deepEqual(next.entries(), [...NEW_LOG, FIRST_STEP, SECOND_STEP])
    await next.release()
  })

  test(`${name}: a lock whose log could not be begun is free again`, async (t) => {
    const place = await makePlace(t)
    const reason = new Error('no log')
    const { signal } = new AbortController()
    const request = { operation: 'apply', timeoutMs: 0, signal, onWait: () => undefined }
    await t.throwsAsync((await place.open()).lock({ ...request, newLog: () => Promise.reject(reason) }), { is: reason })
    await (await hold(await place.open())).release()
    t.pass()
  })

  test(`${name}: everybody can see who holds the lock, and that nobody does`, async (t) => {
    const place = await makePlace(t)
    const [backend, other] = [await place.open(), await place.open()]
    t.is(await other.lockHolder(), undefined)
    const session = await hold(backend)
    t.like(await other.lockHolder(), { operation: 'apply' })
    const error = await t.throwsAsync(hold(other), { instanceOf: LockHeldError })
    t.is(error?.holder.operation, 'apply')
    await session.release()
    t.is(await other.lockHolder(), undefined)
  })

  test(`${name}: a lock that is broken is lost for its holder, whose late entries never count`, async (t) => {
    const place = await makePlace(t)
    const { signal } = new AbortController()
    const zombie = await hold(await place.open())
    t.is(await zombie.append(FIRST_STEP), 'counted')
    const backend = await place.open()
    t.like(await backend.breakLock('lock release', signal), { operation: 'apply' })
    t.is(await backend.lockHolder(), undefined)
    t.is(await backend.breakLock('lock release', signal), undefined)
    t.is(await zombie.append(SECOND_STEP), 'fenced')
    t.true(zombie.lost.aborted)
    const next = await hold(await place.open())
    t.is(await zombie.append(SECOND_STEP), 'fenced')
    t.is(await next.append(THIRD_STEP), 'counted')
    await zombie.release()
    t.false(next.lost.aborted)
    await next.release()
    t.deepEqual((await backend.readLog())?.entries, [...NEW_LOG, FIRST_STEP, THIRD_STEP])
  })
}

/** A state without anything in it, as a log begins. */
const NEW_LOG = [{ entry: 'state', version: 1, lineage: 'lineage', serial: 0, encryption: null }] as const
const FIRST_STEP = { entry: 'step', serial: 1, step: 'gone', address: 'stream.a' }
const SECOND_STEP = { entry: 'step', serial: 2, step: 'gone', address: 'stream.b' }
const THIRD_STEP = { entry: 'step', serial: 2, step: 'gone', address: 'stream.c' }

function beginLog(): Promise<typeof NEW_LOG> {
  return Promise.resolve(NEW_LOG)
}

async function hold(backend: StateBackend): Promise<StateSession> {
  const { signal } = new AbortController()
  const { session } = await backend.lock({
    operation: 'apply',
    timeoutMs: 0,
    signal,
    newLog: beginLog,
    onWait: () => undefined,
  })
  return session
}

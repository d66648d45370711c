import type { Fields, FieldValues } from '../../../src/model/fields.ts'
import type { Plain } from '../../../src/model/plain.ts'
import {
  LockHeldError,
  type AcquiredLock,
  type LockHolder,
  type LockRequest,
  type LogContent,
  type StateBackend,
  type StateBackendDeps,
  type StateSession,
  type StateStoreCatalogue,
  type StoredDocument,
} from '../../../src/state/stores/state-backend.ts'

const LEASE_MS = 60_000
const POLL_MS = 10

/** What outlives the processes of a test, by the field `name`. */
const PLACES = new Map<string, MemoryPlace>()

const MEMORY_FIELDS = {
  name: { kind: 'field', value: { type: 'string' }, required: true, doc: 'Which of the places in memory.' },
} as const satisfies Fields

/** The catalogue line of a store that keeps the state in this process. */
export const MEMORY_STORE = {
  memory: {
    doc: 'The memory of the process, for tests.',
    fields: MEMORY_FIELDS,
    open: (settings, deps) => Promise.resolve(openMemory(settings, deps)),
  },
} as const satisfies StateStoreCatalogue

interface MemoryPlace {
  document: string | undefined
  version: number
  log: Plain[] | undefined
  session: MemorySession | undefined
  readonly wakes: Set<() => void>
}

function openMemory({ name }: FieldValues, deps: StateBackendDeps): StateBackend {
  const known = JSON.stringify(name)
  const place = PLACES.get(known) ?? {
    document: undefined,
    version: 0,
    log: undefined,
    session: undefined,
    wakes: new Set(),
  }
  PLACES.set(known, place)
  return new MemoryBackend(`memory:${known}`, place, deps)
}

class MemoryBackend implements StateBackend {
  readonly place: string
  readonly #kept: MemoryPlace
  readonly #deps: StateBackendDeps

  constructor(place: string, kept: MemoryPlace, deps: StateBackendDeps) {
    this.place = place
    this.#kept = kept
    this.#deps = deps
  }

  get recovery(): StateBackend['recovery'] {
    return {
      document: `The document "${this.place}"`,
      log: `The log "${this.place}"`,
      withLog: 'Take the log.',
      withDocument: (serial) => `Take the document, up to serial ${serial}.`,
      withBackup: () => Promise.resolve('There is no backup.'),
      withOneOfTwo: 'Take one of the two.',
    }
  }

  readDocument(known: string | undefined): Promise<StoredDocument | 'unchanged' | undefined> {
    const { document: text, version } = this.#kept
    if (text === undefined) return Promise.resolve(undefined)
    return Promise.resolve(known === String(version) ? 'unchanged' : { version: String(version), text })
  }

  readLog(): Promise<LogContent | undefined> {
    const entries = this.#kept.log
    return Promise.resolve(entries && { entries, generation: 0 })
  }

  async lock(request: LockRequest): Promise<AcquiredLock> {
    await this.#waitUntilFree(request)
    const session = this.#begin(request.operation)
    try {
      this.#kept.log ??= [...(await request.newLog())]
    } catch (error) {
      await session.release()
      throw error
    }
    return { session, replaced: undefined }
  }

  lockHolder(): Promise<LockHolder | undefined> {
    return Promise.resolve(this.#kept.session?.holder)
  }

  breakLock(): Promise<LockHolder | undefined> {
    const { session } = this.#kept
    session?.lose(new Error('the lock was released by hand'))
    return Promise.resolve(session?.holder)
  }

  watch(): ReturnType<StateBackend['watch']> {
    const { wakes } = this.#kept
    let changed = false
    let wake: (() => void) | undefined
    const onChange = (): void => {
      changed = true
      wake?.()
    }
    wakes.add(onChange)
    const next = async (signal: AbortSignal): Promise<void> => {
      signal.throwIfAborted()
      if (!changed)
        await new Promise<void>((settle, fail) => {
          wake = settle
          signal.addEventListener('abort', () => fail(new Error('stopped')), { once: true })
        })
      changed = false
    }
    return { next, close: () => void wakes.delete(onChange) }
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  async #waitUntilFree({ signal, timeoutMs, onWait }: LockRequest): Promise<void> {
    const { clock } = this.#deps
    const deadline = clock.monotonic() + timeoutMs
    for (let last: LockHolder | undefined; ;) {
      signal.throwIfAborted()
      const holder = this.#kept.session?.holder
      if (holder === undefined) return
      if (clock.monotonic() >= deadline) throw new LockHeldError(holder)
      if (holder !== last) onWait(holder)
      last = holder
      await clock.sleep(POLL_MS, signal)
    }
  }

  #begin(operation: string): MemorySession {
    const holder = {
      process: { pid: process.pid },
      host: 'memory',
      operation,
      since: this.#deps.clock.now(),
      leaseMs: LEASE_MS,
    }
    const session = new MemorySession(this.#kept, holder)
    this.#kept.session = session
    return session
  }
}

class MemorySession implements StateSession {
  readonly holder: LockHolder
  readonly #kept: MemoryPlace
  readonly #lost = new AbortController()

  constructor(kept: MemoryPlace, holder: LockHolder) {
    this.#kept = kept
    this.holder = holder
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  entries(): readonly Plain[] {
    return this.#kept.log ?? []
  }

  append(entry: Plain): Promise<'counted' | 'fenced'> {
    if (this.#kept.session !== this) return Promise.resolve('fenced')
    this.#kept.log?.push(entry)
    this.#changed()
    return Promise.resolve('counted')
  }

  replaceDocument(text: string): Promise<void> {
    this.#kept.document = text
    this.#kept.version++
    return Promise.resolve()
  }

  release(): Promise<void> {
    if (this.#kept.session === this) this.#kept.session = undefined
    this.#changed()
    return Promise.resolve()
  }

  lose(reason: Error): void {
    this.#kept.session = undefined
    this.#lost.abort(reason)
    this.#changed()
  }

  #changed(): void {
    for (const wake of this.#kept.wakes) wake()
  }
}

import { Low } from 'lowdb'
import type { Plain } from '../model/plain.ts'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import type { LockedState, State, StateStore } from '../model/state.ts'
import { LOCK_TAKEN_OVER, LOCK_WAITING } from './diagnostics.ts'
import { StoredState } from './document/stored-state.ts'
import { entriesOf, NewerStateError } from './journal/entries.ts'
import { LockedStateStore } from './locked-state.ts'
import { reconcile } from './reconcile.ts'
import { ResourceVault } from './secrets/resource-vault.ts'
import type { StateKeys } from './secrets/state-keys.ts'
import { DocumentReader, StateAdapter, type StateAdapterDeps } from './state-adapter.ts'
import { describeHolder, lockHeld, newerJournal } from './state-problem.ts'
import { DamagedLogError, LockHeldError } from './stores/state-backend.ts'
import type { AcquiredLock, StateBackend, StateSession } from './stores/state-backend.ts'

export interface StateStoreOptions {
  /** Makes the lineage. */
  readonly uuid: () => string
  readonly keys: StateKeys
  /** Release of strmctl, noted in the document: a release that does not know its version names it. */
  readonly release: string
  /** Receives warnings: waiting for the lock, a lock that was taken over. */
  readonly warn: (diagnostic: Diagnostic) => void
}

type LockOptions = Parameters<StateStore['lock']>[0]

/** The state as commands use it, in whatever store it is kept. Touches nothing before it is used; closes the backend. */
export function openStateStore(backend: StateBackend, options: StateStoreOptions): StateStore {
  return new BackendStateStore(backend, options)
}

class BackendStateStore implements StateStore {
  readonly #backend: StateBackend
  readonly #options: StateStoreOptions
  readonly #vault: ResourceVault
  readonly #adapterDeps: StateAdapterDeps
  readonly #reader: StateAdapter

  constructor(backend: StateBackend, options: StateStoreOptions) {
    this.#backend = backend
    this.#options = options
    this.#vault = new ResourceVault(options.keys)
    this.#adapterDeps = { backend, documents: new DocumentReader(backend), release: options.release }
    this.#reader = new StateAdapter(this.#adapterDeps)
  }

  async read(): Promise<State | undefined> {
    const stored = await this.#readStored()
    return stored && this.#vault.open(stored)
  }

  async lock(options: LockOptions): Promise<LockedState> {
    const acquired = await this.#acquire(options)
    this.#reportTakeover(acquired)
    try {
      return await this.#openLocked(acquired.session)
    } catch (error) {
      await acquired.session.release()
      throw error
    }
  }

  async changed(since: number, signal: AbortSignal): Promise<void> {
    const watch = this.#backend.watch()
    try {
      for (;;) {
        signal.throwIfAborted()
        const stored = await this.#readStored()
        if (stored !== undefined && stored.serial !== since) return
        await watch.next(signal)
      }
    } finally {
      watch.close()
    }
  }

  async close(): Promise<void> {
    await this.#backend.close()
  }

  async #acquire(options: LockOptions): Promise<AcquiredLock> {
    const { place } = this.#backend
    try {
      return await this.#backend.lock({
        ...options,
        newLog: () => this.#newLog(),
        onWait: (holder) =>
          this.#warn(LOCK_WAITING, `The state "${place}" is in use: ${describeHolder(holder)}. Waiting for it.`),
      })
    } catch (error) {
      if (error instanceof LockHeldError) throw lockHeld(place, error.holder, error)
      if (error instanceof NewerStateError) throw newerJournal(place, error)
      // Reading compares the damaged log with the document and says what to do.
      if (error instanceof DamagedLogError) await this.#readStored()
      throw error
    }
  }

  /** A state to which nothing was ever recorded, such as a lock leaves behind, is none yet. */
  async #readStored(): Promise<StoredState | undefined> {
    const stored = await this.#reader.read()
    return stored === null || stored.serial === 0 ? undefined : stored
  }

  /** A new log begins with the document, where there is one, or with a new lineage. */
  async #newLog(): Promise<readonly Plain[]> {
    const document = await this.#adapterDeps.documents.read()
    const stored = await reconcile({ document, log: undefined }, this.#backend)
    return entriesOf(stored ?? new StoredState({ lineage: this.#options.uuid(), serial: 0 }))
  }

  async #openLocked(session: StateSession): Promise<LockedState> {
    const { keys } = this.#options
    const adapter = new StateAdapter(this.#adapterDeps, session)
    const database = new Low(adapter, new StoredState({ lineage: '', serial: 0 }))
    await database.read()
    const document = await this.#adapterDeps.documents.read()
    const isWritten = document?.outcome === 'state' && document.serial === database.data.serial
    const sealing = await this.#vault.sealing(database.data)
    const deps = { place: this.#backend.place, session, adapter, database, vault: this.#vault, keys, sealing }
    const locked = new LockedStateStore(deps, isWritten)
    locked.state()
    return locked
  }

  #reportTakeover({ replaced }: AcquiredLock): void {
    if (replaced === undefined) return
    const why = replaced.because === 'gone' ? 'its process has ended' : 'it gave no sign of life'
    const detail = `The lock of the state "${this.#backend.place}" was taken over from another run: ${describeHolder(replaced.holder)}, but ${why}. What it had begun is finished by the next apply.`
    this.#warn(LOCK_TAKEN_OVER, detail)
  }

  #warn(code: typeof LOCK_WAITING, detail: string): void {
    this.#options.warn(diagnose(code, { detail }))
  }
}

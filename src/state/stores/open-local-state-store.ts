import { Low } from 'lowdb'
import type { DiskFiles } from '../../io/disk/disk-files.ts'
import { openJournal } from '../../io/disk/fenced-journal.ts'
import type { Acquired } from '../../io/disk/fenced-journal.ts'
import type { JsonValue } from '../../io/disk/json-value.ts'
import { NODE_FILES } from '../../io/disk/node-disk-files.ts'
import type { Processes } from '../../io/disk/process-identity.ts'
import type { Tenure } from '../../io/disk/tenure.ts'
import type { LeaseHolder } from '../../io/disk/lease-holder.ts'
import { JournalDamagedError } from '../../io/disk/journal-errors.ts'
import type { Clock } from '../../model/clock.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { LockedState, State, StateStore } from '../../model/state.ts'
import { LOCK_TAKEN_OVER, LOCK_WAITING } from '../diagnostics.ts'
import { StoredState } from '../document/stored-state.ts'
import { compactEntries, entriesOf } from '../journal/entries.ts'
import { ResourceVault } from '../secrets/resource-vault.ts'
import type { StateKeys } from '../secrets/state-keys.ts'
import { writeGitIgnore } from './git-ignore.ts'
import { LocalAdapter } from './local-adapter.ts'
import type { LocalStateDeps } from './local-adapter.ts'
import { journalDirectory } from './local-place.ts'
import { LockedLocalState } from './locked-local-state.ts'
import { reconcile } from './reconcile.ts'
import { SnapshotFile } from './snapshot-file.ts'
import { describeHolder, explained } from './state-problem.ts'

/** After how long without a sign of life the holder of the lock may be replaced: milliseconds. */
const LOCK_LEASE_MS = 60_000

export interface LocalStateStoreOptions {
  /** Absolute path of the state file. Its directory is made with the first lock. */
  readonly path: string
  readonly clock: Clock
  /** Makes the lineage. */
  readonly uuid: () => string
  readonly keys: StateKeys
  /** Release of strmctl, noted in the state file: a release that does not know its version names it. */
  readonly release: string
  /** Told of warnings: waiting for the lock, a lock that was taken over. */
  readonly warn: (diagnostic: Diagnostic) => void
  /** After how long without a sign of life a holder of the lock may be replaced: 60 s by default. */
  readonly leaseMs?: number
  /** For tests that own the disk. */
  readonly files?: DiskFiles
  readonly processes?: Processes
}

type Options = LocalStateStoreOptions
type LockOptions = Parameters<StateStore['lock']>[0]

/** The state in local files (state/FORMAT.md). Touches nothing before it is used. */
export function openLocalStateStore(options: LocalStateStoreOptions): StateStore {
  return new LocalStateStore(options)
}

class LocalStateStore implements StateStore {
  readonly #options: Options
  readonly #deps: LocalStateDeps
  readonly #vault: ResourceVault
  readonly #reader: LocalAdapter

  constructor(options: Options) {
    const { path, clock, files = NODE_FILES, processes, release } = options
    const place = { path, files }
    const journal = openJournal({
      directory: journalDirectory(place),
      clock,
      leaseMs: options.leaseMs ?? LOCK_LEASE_MS,
      compact: compactEntries,
      initial: () => this.#begin(),
      mode: 0o600,
      files,
      processes,
    })
    this.#options = options
    this.#deps = { place, clock, release, journal, snapshot: new SnapshotFile(place) }
    this.#vault = new ResourceVault(options.keys)
    this.#reader = new LocalAdapter(this.#deps)
  }

  async read(): Promise<State | undefined> {
    const stored = await this.#readStored()
    return stored && this.#vault.open(stored)
  }

  async lock(options: LockOptions): Promise<LockedState> {
    const acquired = await this.#acquire(options)
    this.#tellTakeover(acquired)
    try {
      return await explained('read', this.#deps.place, () => this.#openLocked(acquired.tenure))
    } catch (error) {
      await acquired.tenure.release()
      throw error
    }
  }

  async changed(since: number, signal: AbortSignal): Promise<void> {
    const watch = this.#deps.journal.watch()
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
    await this.#deps.journal.close()
  }

  async #acquire(options: LockOptions): Promise<Acquired> {
    const { place, journal } = this.#deps
    const onWait = (holder: LeaseHolder) =>
      this.#warn(LOCK_WAITING, `The state "${place.path}" is in use: ${describeHolder(holder)}. Waiting for it.`)
    try {
      return await explained('write', place, () => journal.acquire({ ...options, onWait }))
    } catch (error) {
      // Reading compares the damaged journal with the state file and says what to do.
      if (error instanceof JournalDamagedError) await this.#readStored()
      throw error
    }
  }

  /** A state to which nothing was ever recorded, such as a lock leaves behind, is none yet. */
  async #readStored(): Promise<StoredState | undefined> {
    const stored = await explained('read', this.#deps.place, () => this.#reader.read())
    return stored === null || stored.serial === 0 ? undefined : stored
  }

  /** A new journal begins with the state file, where there is one, or with a new lineage. */
  async #begin(): Promise<readonly JsonValue[]> {
    const { place, snapshot } = this.#deps
    const stored = await reconcile({ file: await snapshot.read(), journal: undefined }, place)
    await writeGitIgnore(place)
    return entriesOf(stored ?? new StoredState({ lineage: this.#options.uuid(), serial: 0 }))
  }

  async #openLocked(tenure: Tenure): Promise<LockedState> {
    const { place, snapshot } = this.#deps
    const adapter = new LocalAdapter(this.#deps, tenure)
    const database = new Low(adapter, new StoredState({ lineage: '', serial: 0 }))
    await database.read()
    const file = await snapshot.read()
    const isWritten = file?.outcome === 'state' && file.serial === database.data.serial
    const sealing = await this.#vault.sealing(database.data)
    const { keys } = this.#options
    const locked = new LockedLocalState(
      { place, tenure, adapter, database, vault: this.#vault, keys, sealing },
      isWritten,
    )
    locked.state()
    return locked
  }

  #tellTakeover({ replaced }: Acquired): void {
    if (replaced === undefined) return
    const why = replaced.because === 'gone' ? 'its process has ended' : 'it gave no sign of life'
    const detail = `The lock of the state "${this.#deps.place.path}" was taken over from another run: ${describeHolder(replaced.holder)}, but ${why}. What it had begun is finished by the next apply.`
    this.#warn(LOCK_TAKEN_OVER, detail)
  }

  #warn(code: typeof LOCK_WAITING, detail: string): void {
    this.#options.warn(diagnose(code, { detail }))
  }
}

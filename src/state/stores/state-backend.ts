import type { Clock } from '../../model/clock.ts'
import type { FieldValues } from '../../model/fields.ts'
import type { Plain } from '../../model/plain.ts'
import type { StateStoreDeclaration } from '../../model/state.ts'

/**
 * Where a state is kept. A store keeps two things and understands neither: a log of entries, which decides, and a document,
 * which is a copy of the state for people, backups and other machines. What they mean (steps, digest, secrets, which of the
 * two is right) is the same for every store and stands above this contract; how they are kept, who may write and since when
 * he is dead is the store's business.
 *
 * Failures of the place (no permission, no connection) are DiagnosedErrors that name it and say what to do.
 */
export interface StateBackend {
  /** The place, for people: `/work/state/strmctl.state.json`, `s3://bucket/key`. */
  readonly place: string
  readonly recovery: RecoverySteps
  /** The document now; `unchanged` where it still is the version `known`. Nothing where there is none. */
  readDocument(known: string | undefined): Promise<StoredDocument | 'unchanged' | undefined>
  /** What counts now, without a lock; nothing where there is no log. Rejects with DamagedLogError. */
  readLog(): Promise<LogContent | undefined>
  /** Waits for the lock and takes it; makes the log where there is none. Rejects with LockHeldError after the time-out, DamagedLogError, or the signal's reason. */
  lock(request: LockRequest): Promise<AcquiredLock>
  /** Who holds the lock, as far as the store knows: he may have died since. */
  lockHolder(): Promise<LockHolder | undefined>
  /** Takes the lock away from whoever holds it: nothing he appends from now on counts. Gives who that was. */
  breakLock(operation: string, signal: AbortSignal): Promise<LockHolder | undefined>
  /** Begins to watch for changes of the log. */
  watch(): StateWatch
  /** Idempotent. Sessions go on. */
  close(): Promise<void>
}

/** The store while this process holds its lock. The lock is renewed by itself until it is released or lost. */
export interface StateSession {
  /** Aborted when the lock is lost, with the reason. Not by `release`. */
  readonly lost: AbortSignal
  /** All entries that count, in order: those from before this session and its own. A store may compact them (`compactEntries`). */
  entries(): readonly Plain[]
  /**
   * Adds an entry; those that are given while another is on its way may share a write. `counted`: durable, and it counts for
   * every reader. `fenced`: it does not and never will. After a rejection it may count or not, and the lock is lost.
   */
  append(entry: Plain): Promise<'counted' | 'fenced'>
  /** Puts a new document in the place of the one before, all or nothing, and keeps that one as a backup. A late one of a former holder does no harm: the log decides. */
  replaceDocument(text: string): Promise<void>
  /** Idempotent. */
  release(): Promise<void>
}

export interface StoredDocument {
  /** Differs whenever the text differs: an ETag, a generation, a file's identity and time. */
  readonly version: string
  readonly text: string
}

export interface LogContent {
  /** Entries that count. The list only grows as long as `generation` is the same. */
  readonly entries: readonly Plain[]
  readonly generation: string | number
}

export interface LockRequest {
  /** What the lock is for, in a word or two, shown to others who wait: `apply`. */
  readonly operation: string
  /** How long to wait for another holder: milliseconds. */
  readonly timeoutMs: number
  readonly signal: AbortSignal
  /** What a new log begins with. */
  readonly newLog: () => Promise<readonly Plain[]>
  /** Called once for each holder that has to be waited for. */
  readonly onWait: (holder: LockHolder) => void
}

export interface AcquiredLock {
  readonly session: StateSession
  /** A holder who ended without releasing: his process is gone, or he gave no sign of life for longer than his lease. */
  readonly replaced: { readonly holder: LockHolder; readonly because: 'gone' | 'expired' } | undefined
}

/** Who holds a lock, as he wrote it down himself. */
export interface LockHolder {
  readonly process: { readonly pid: number }
  /** Name of the machine. */
  readonly host: string
  readonly operation: string
  /** When he took the lock, by his own wall clock: milliseconds since the Unix epoch. */
  readonly since: number
  /** After how many milliseconds without a sign of life he may be replaced. */
  readonly leaseMs: number
}

export interface StateWatch {
  /** Resolves when something may have changed since the last call, sooner or later in any case. Rejects with the signal's reason. */
  next(signal: AbortSignal): Promise<void>
  close(): void
}

/** Names of the two things for messages, and what to do by hand when one of them cannot be used: whole sentences. */
export interface RecoverySteps {
  /** `The state file "…"`. */
  readonly document: string
  /** `The journal "…"`. */
  readonly log: string
  /** Only the log can be used. */
  readonly withLog: string
  /** Only the document can be used, which knows everything up to this serial. */
  withDocument(serial: number): string
  /** Neither can be used. */
  withBackup(): Promise<string>
  /** They belong to two different states. */
  readonly withOneOfTwo: string
}

/** Somebody else held the lock for as long as we were to wait. */
export class LockHeldError extends Error {
  readonly holder: LockHolder

  constructor(holder: LockHolder, options?: ErrorOptions) {
    super(
      `Cannot lock the state: process ${holder.process.pid} on "${holder.host}" holds it for "${holder.operation}"`,
      options,
    )
    this.name = 'LockHeldError'
    this.holder = holder
  }
}

/** The log holds something that no crash can leave behind: an entry that counted is missing or changed. */
export class DamagedLogError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DamagedLogError'
  }
}

/** What a store needs besides its settings. */
export interface StateBackendDeps {
  /** Absolute directory of the configuration: relative paths count from it. */
  readonly directory: string
  readonly environment: { readonly [name: string]: string | undefined }
  readonly clock: Clock
}

/** One line of the catalogue: fields load without the SDK, the SDK on first use. */
export interface StateStoreVariant extends StateStoreDeclaration {
  /** Touches nothing before it is used. */
  readonly open: (settings: FieldValues, deps: StateBackendDeps) => Promise<StateBackend>
}

/** By the label of the `state` block. The first is used where a configuration has none. */
export type StateStoreCatalogue = { readonly [store: string]: StateStoreVariant }

import { randomBytes } from 'node:crypto'
import { acquireLease } from './acquire-lease.ts'
import type { AcquireOptions, LeaseDeps } from './acquire-lease.ts'
import { CurrentSegment } from './current-segment.ts'
import { watchDirectory } from './directory-watch.ts'
import type { DirectoryWatch } from './directory-watch.ts'
import type { DiskClock } from './disk-clock.ts'
import type { DiskFiles } from './disk-files.ts'
import type { JsonValue } from './json-value.ts'
import type { LeaseHolder } from './lease-holder.ts'
import { NODE_FILES } from './node-disk-files.ts'
import { NODE_PROCESSES } from './process-identity.ts'
import type { Processes } from './process-identity.ts'
import { Tenure } from './tenure.ts'

export interface JournalOptions {
  /** Absolute path; made with the first lease. */
  readonly directory: string
  readonly clock: DiskClock
  /** After how long without a sign of life this process may be replaced, in milliseconds; it gives one every third of that. */
  readonly leaseMs: number
  /** What a new segment begins with instead of all payloads so far. Pure, and the same in every process: whoever comes first makes it. */
  readonly compact: (payloads: readonly JsonValue[]) => readonly JsonValue[]
  /** What a new journal begins with; nothing by default. */
  readonly initial?: (() => Promise<readonly JsonValue[]>) | undefined
  /** Bytes that are written before a segment is sealed (then it also must have doubled); 1 MiB by default. */
  readonly segmentBytes?: number | undefined
  /** Time between two looks where the system does not tell of changes; 500 ms by default, less for short leases. */
  readonly pollMs?: number | undefined
  /** Permissions of the files, before the umask; 0o666 by default. */
  readonly mode?: number | undefined
  readonly files?: DiskFiles | undefined
  readonly processes?: Processes | undefined
  readonly ownerName?: (() => string) | undefined
}

export interface JournalContent {
  /** All payloads that count. The array only grows as long as `segment` is the same. */
  readonly payloads: readonly JsonValue[]
  readonly segment: number
}

/** A tenure, and whom it replaced without his having released. */
export interface Acquired {
  readonly tenure: Tenure
  readonly replaced: { readonly holder: LeaseHolder; readonly because: 'gone' | 'expired' } | undefined
}

/**
 * A list of payloads in local files, written by one process at a time and read by any (journal.md). All methods reject with
 * JournalDamagedError, JournalNewerError or system errors.
 */
export interface Journal {
  /** What counts now, without a lease; nothing where there is no journal. */
  read(): Promise<JournalContent | undefined>
  /** Begins to watch for changes: of payloads, and also of leases. */
  watch(): DirectoryWatch
  /** Who holds the lease, as far as the journal tells: he may have died since. */
  holder(): Promise<LeaseHolder | undefined>
  /** Waits for the lease and takes it; makes the journal where there is none. Rejects with LeaseHeldError after the time-out, UnsuitableFileSystemError, or the signal's reason. */
  acquire(options: AcquireOptions): Promise<Acquired>
  /** Closes what `read` holds open; tenures go on. Idempotent. */
  close(): Promise<void>
}

/** Touches nothing yet. */
export function openJournal(options: JournalOptions): Journal {
  const ended = new Set<string>()
  const deps = completed(options, ended)
  const reader = new CurrentSegment(deps.place, 'read')
  return {
    read: async () => {
      const segment = await reader.read()
      return segment && { payloads: segment.counted.payloads, segment: segment.number }
    },
    holder: async () => {
      const counted = (await reader.read())?.counted
      return counted?.released === true ? undefined : counted?.lease?.holder
    },
    watch: () => {
      const { place, clock, pollMs } = deps
      return watchDirectory({ directory: place.directory, files: place.files, clock, pollMs })
    },
    acquire: async (acquireOptions) => {
      const { replaced, ...start } = await acquireLease(acquireOptions, deps)
      return { tenure: new Tenure(start, deps), replaced }
    },
    close: () => reader.close(),
  }
}

function completed(options: JournalOptions, ended: Set<string>): LeaseDeps {
  const { directory, clock, leaseMs, compact, files = NODE_FILES, mode = 0o666 } = options
  return {
    place: { directory, files, mode },
    clock,
    leaseMs,
    compact,
    segmentBytes: options.segmentBytes ?? 1024 * 1024,
    pollMs: options.pollMs ?? Math.min(500, leaseMs / 10),
    processes: options.processes ?? NODE_PROCESSES,
    ownerName: options.ownerName ?? (() => randomBytes(8).toString('hex')),
    initial: options.initial ?? (async () => []),
    onEnd: (owner) => ended.add(owner),
    hasEnded: (owner) => ended.has(owner),
  }
}

/** What of a partition's part goes to the batch's dead letters. */
export interface RejectedPart {
  /** Lines, at least 1. */
  readonly records: number
  /** CRC32C of these lines (newlines included). */
  readonly crc: number
  /** Offset of the first of them: an invalid record before it was left out by an earlier policy. */
  readonly from: number
}

/** Announced on every partition of a batch before its object may be made (engine/PROTOCOL.md, "The entry"). */
export interface Intent {
  /** Batch id. */
  readonly batch: string
  /** Revision of the exporter whose layout the object has. */
  readonly revision: number
  /** Batch time: milliseconds since the Unix epoch. */
  readonly time: number
  /** End offset of this partition's range; it begins at the entry's `end`. */
  readonly end: number
  /** All partitions of the batch, ascending. */
  readonly partitions: readonly number[]
  /** Lines of this partition's part. */
  readonly records: number
  /** Records of this partition's part that are left out by policy. */
  readonly skipped: number
  /** CRC32C of this partition's lines (newlines included). */
  readonly crc: number
  /** Absent where the part has no dead letters. The batch has a main object only where some partition has `records`. */
  readonly rejected?: RejectedPart
  /** Identity of the log at `end`, where it is another one than the entry's; becomes the entry's when the partition advances. */
  readonly log?: string
}

/** The ledger's entry of one partition. */
export interface LedgerEntry {
  /** Fetch position: the next offset to read; never below `end`. */
  readonly offset: number
  /** Where the last object ended = where the next range begins. */
  readonly end: number
  /** Batch time of the last object or dropped intent, in milliseconds; never leaves the entry. */
  readonly time?: number
  /** The exporter's uid. */
  readonly uid: string
  /** The topic's id. */
  readonly topic: string
  /** All partitions below this number have been started: an absent entry below it is a loss, above it a partition that was added. */
  readonly partitions: number
  /** What tells the log itself from another one at the same place (inode and first bytes of a partition file, leader epoch); opaque to the engine. */
  readonly log?: string
  readonly intent?: Intent
  /** Ids of batches this partition advanced over, until a ledger read shows no partition still on them. */
  readonly proof: readonly string[]
}

export type LedgerEntries = ReadonlyMap<number, LedgerEntry>

/**
 * - `written`: durable for every partition
 * - `fenced`: certainly refused for at least one partition, generation gone or one partition's error: rejoin and recover (rules 1, 2)
 * - `unknown`: may have been applied or may still be: never sent again; leave, rejoin as a new member, recover (rule 3)
 */
export type WriteOutcome = 'written' | 'fenced' | 'unknown'

/** One membership of one generation. Ends when `lost` is aborted; a write after that is `fenced`. */
export interface Generation {
  /** The partitions this member owns, ascending. */
  readonly partitions: readonly number[]
  readonly lost: AbortSignal
  /** Entries of any partitions, also of ones owned by others; absent ones are not in the map. Rejects when the ledger cannot be read. */
  read(partitions: readonly number[]): Promise<LedgerEntries>
  /** ONE write of several entries, accepted only from the current generation. The engine sends one write at a time. Never rejects. */
  write(entries: LedgerEntries): Promise<WriteOutcome>
  /** A fresh sign that the generation is still current (rule 10). */
  heartbeat(): Promise<boolean>
}

/** Who has exported what, for one exporter. The engine does not know whether it is a consumer group or a file. */
export interface Ledger {
  /** Waits for membership: a new generation with its assignment, also with no partition. `fresh`: with a new member id (after an unknown outcome). */
  join(options: {
    readonly fresh: boolean
    readonly signal: AbortSignal
    readonly onWait?: (why: string) => void
  }): Promise<Generation>
  /** Leaves, so that others need not wait for the time-out. Idempotent. */
  leave(): Promise<void>
}

/** What stands in the place of a partition's entry, as the end of a sentence. */
export type OnForeign = (partition: number, what: string) => void

/** What `apply`, `verify`, `status` and `repair` do to a ledger without running the exporter. */
export interface LedgerAdmin {
  /** Writes fresh entries where a partition has none; refused while the group has members. Idempotent. */
  initialise(entries: LedgerEntries, signal: AbortSignal): Promise<void>
  /**
   * Writes these entries over what is there, for `repair`; foreign ones too. Rejects with a DiagnosedError while the group has
   * members, where the ledger is no longer as `before` says (somebody ran meanwhile), nothing is written then, and where the
   * outcome is unknown.
   */
  restore(entries: LedgerEntries, before: LedgerEntries, signal: AbortSignal): Promise<void>
  /**
   * All entries, read without membership. What somebody else put into an entry's place is a DiagnosedError; with `onForeign`
   * that is told instead, and the entry left out.
   */
  read(signal: AbortSignal, onForeign?: OnForeign): Promise<LedgerEntries>
  /** Waits until no member is left (at most `timeoutMs`, then a DiagnosedError). */
  awaitEmpty(timeoutMs: number, signal: AbortSignal): Promise<void>
  /** After how long without any member the entries are lost, in milliseconds; nothing where they never are, or where that may not be asked. */
  expiresAfterMs?(signal: AbortSignal): Promise<number | undefined>
  /** Removes the ledger. Idempotent. */
  remove(signal: AbortSignal): Promise<void>
}

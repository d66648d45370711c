import type { Fields, FieldValues } from './fields.ts'
import type { Clock } from './clock.ts'
import type { EventWriter } from './event-writer.ts'
import type { Ledger, LedgerAdmin } from './ledger.ts'

/** Where a partition begins and ends now. `latest` is the last stable offset: everything below it may be read (rule 7). */
export interface PartitionBounds {
  readonly partition: number
  readonly earliest: number
  readonly latest: number
  /** Identity of the log, kept in the ledger's entry (`LedgerEntry.log`). */
  readonly log?: string
}

export interface StreamDescription {
  /** The topic's id: changes when the stream is deleted and recreated. */
  readonly topic: string
  /** Ascending from 0 without gaps. */
  readonly partitions: readonly PartitionBounds[]
}

/**
 * Receives the records of one partition in order. The bytes are only valid during the call.
 * Records without a value and the like go to `reject`. Returns whether it wants more: after `false` the reader stops and
 * the record just offered was NOT taken.
 */
export interface RecordConsumer {
  /** Value bytes `source[start, end)` of the record at `offset`; `next` is the position after it. */
  take(source: Uint8Array, start: number, end: number, offset: number, next: number): boolean
  /** A record that is no value at all (tombstone) or cannot be decoded, with the reason, always the same one for the same record. */
  reject(reason: string, value: Uint8Array | undefined, offset: number, next: number): boolean
  /** Nothing for us up to `next` (control batches, aborted transactions, gaps). */
  pass(next: number): void
}

/** Read data of one partition, not yet decoded. `decode` may be called again after the consumer stopped: it continues from there. */
export interface Fetched {
  readonly partition: number
  /** The position that was asked for, and the one to go on from when everything was taken. */
  readonly begin: number
  readonly end: number
  /** Estimated bytes held until it is released; 0 where they are accounted for elsewhere. */
  readonly bytes: number
  /**
   * Identity of the log as of the record before a position in `[begin, end]`, where it may change on the way (leader epoch); kept
   * in the entry instead of the previous one. `undefined`: unchanged.
   */
  logAt?(position: number): string | undefined
  /** What ended decoding before its end, as `decode` found it: nothing that comes after it may be taken. The next poll rejects with it. */
  readonly failure?: Error | undefined
  /** A byte that no value in it contains, so that nobody needs to look for it. */
  readonly absentByte?: number
  /** True when everything in it was taken. */
  decode(consumer: RecordConsumer): boolean
  /** The same data from a position in `[begin, end]` on, decoded on its own; valid until this one is released. */
  fork(from: number): Fetched
  /** It is not decoded any more: its memory may be reused. Idempotent. */
  release(): void
}

/** Reads any partitions of one stream. */
export interface Reader {
  /** Sets what is read from where; replaces what was set before. `log` is checked where known. */
  assign(positions: ReadonlyMap<number, { readonly offset: number; readonly log?: string }>): void
  /** Waits until there is something to read, at most `waitMs`; may give nothing. Rejects when the stream is unreachable (retried by the engine) or with a DiagnosedError where retrying cannot help. */
  poll(options: {
    readonly waitMs: number
    readonly maxBytes: number
    readonly signal: AbortSignal
  }): Promise<readonly Fetched[]>
  /**
   * Reads exactly one range of one partition for a roll-forward, also beside `poll`; ends at its end or where the log ends. What
   * retention removed is passed over without an error: the engine counts.
   */
  readRange(range: StreamRange, consumer: RecordConsumer, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/** The offsets `[begin, end)` of one partition. */
export interface StreamRange {
  readonly partition: number
  readonly begin: number
  readonly end: number
  /** What was noted of the log where the range begins; the log is checked against it. */
  readonly log?: string
}

/** An opened source of events. */
export interface Stream extends AsyncDisposable {
  /** Rejects with a DiagnosedError when it does not exist or cannot be read. */
  describe(signal: AbortSignal): Promise<StreamDescription>
  openReader(): Promise<Reader>
  openLedger(uid: string, group: string): Promise<Ledger>
  ledgerAdmin(uid: string, group: string): Promise<LedgerAdmin>
  close(): Promise<void>
}

export interface StreamDeps {
  /** Absolute directory of the configuration: relative paths count from it. */
  readonly directory: string
  readonly uuid: () => string
  readonly clock: Clock
  readonly environment: { readonly [name: string]: string | undefined }
  /** Lease time-out of a local ledger, session time-out of a group: milliseconds. */
  readonly leaseMs: number
  /** Tells the processes of one machine apart that run one configuration together, and stays over their restarts; nothing where there is one. */
  readonly processName?: string
}

export interface EnsuredStream extends StreamDescription {
  /** Id of the topic, where this call made it and no note of that is kept with the topic itself. To be recorded: `remove` asks for it. */
  readonly made?: string
}

/** What `apply` does to the stream itself. All idempotent. */
export interface StreamActions {
  /** Makes or checks the stream; gives its description. Rejects with DiagnosedError. */
  ensure(signal: AbortSignal): Promise<EnsuredStream>
  /** Removes only what `ensure` made (`made`: as it was recorded), and events only where the settings say so. */
  remove(made: string | undefined, signal: AbortSignal): Promise<void>
}

/** One line of the catalogue. */
export interface StreamVariant {
  readonly doc: string
  readonly fields: Fields
  /** What `list` shows of where the events come from. */
  readonly listing: (settings: FieldValues) => { readonly source: string }
  /** One member at a time owns all partitions; others wait to take over. */
  readonly oneOwner?: boolean
  /** Used when a stream has no variant block. Gives its settings from the stream's label. */
  readonly defaults?: (label: string) => FieldValues
  /** "Same source" without opening: text equal for settings that read the same events. */
  readonly place?: (settings: FieldValues, directory: string) => string
  /** Where the ledger is a group that others can see: the name that the settings give it, for a single exporter; else each has one of its own. */
  readonly group?: (settings: FieldValues) => string | undefined
  /** As for a connector: the field to blame and what to do, where settings that are fine one by one do not go together. */
  readonly disagreement?: (settings: FieldValues) => { readonly field: string; readonly sentence: string } | undefined
  readonly open: (settings: FieldValues, deps: StreamDeps) => Promise<Stream>
  readonly actions: (settings: FieldValues, deps: StreamDeps) => Promise<StreamActions>
  /** For `simulate`. Rejects with a DiagnosedError when the stream does not exist. */
  readonly openWriter: (settings: FieldValues, deps: StreamDeps) => Promise<EventWriter>
}

/** By block name: `directory`, `kafka`. */
export type StreamCatalogue = { readonly [variant: string]: StreamVariant }

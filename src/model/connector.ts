import type { Fields, FieldValues } from './fields.ts'
import type { Diagnostic } from './diagnostic.ts'

/** Store metadata as the store keeps it: short ASCII keys `[a-z][a-z0-9]*` and printable ASCII values without spaces at their ends, since stores keep them as HTTP headers. */
export type StoredMetadata = { readonly [key: string]: string }

/** An object as it is stored: no content encoding. */
export interface StoredObject {
  readonly key: string
  /** Complete; not to be read again once the sink has reported it to `onSent`. */
  readonly body: readonly Uint8Array[]
  /** Bytes of the body. */
  readonly size: number
  readonly metadata: StoredMetadata
  readonly contentType: string
  /** CRC32C of the whole body, where it is known without another pass over it. */
  readonly crc32c?: number
  /**
   * A sink may report that so many bytes from the beginning have left the process: their memory is reused at once. The sink never reads
   * them again, and after a failed attempt the object is built again, with a body that is read again.
   */
  readonly onSent?: (bytes: number) => void
}

export type CreateOutcome = 'created' | 'exists'

export type HeadOutcome =
  | { readonly outcome: 'found'; readonly metadata: StoredMetadata; readonly size: number }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'forbidden' }

/**
 * Why a store refused or failed. Everything is retried for ever by the engine; the reason is for people and for `check`.
 * `credentials`: the store refuses them; `credentials-unreadable`: there are none; `credentials-malformed`: they are not in a known form;
 * `invalid`: the request cannot succeed as it is, and may never have been sent.
 */
export type SinkErrorReason =
  | 'permission'
  | 'credentials'
  | 'credentials-unreadable'
  | 'credentials-malformed'
  | 'missing-place'
  | 'no-space'
  | 'unavailable'
  | 'conflict'
  | 'invalid'
  | 'unknown'

/** The only error a sink throws, except for the signal's reason. The message is a sentence without its period. */
export class SinkError extends Error {
  readonly reason: SinkErrorReason
  /** What to do about it, in whole sentences, where more can be said than the reason says. */
  readonly remedy: string | undefined

  constructor(
    reason: SinkErrorReason,
    message: string,
    options?: ErrorOptions & { readonly remedy?: string | undefined },
  ) {
    super(message, options)
    this.name = 'SinkError'
    this.reason = reason
    this.remedy = options?.remedy
  }
}

/** Where objects are created. Knows nothing of retry, time-outs or metrics: those wrap it. */
export interface Sink {
  /** All or nothing and create-only: of any number of racers exactly one gets `created`. Durable when it resolves. Rejects with SinkError; promptly when aborted (the object may exist then). */
  create(object: StoredObject, signal: AbortSignal): Promise<CreateOutcome>
  head(key: string, signal: AbortSignal): Promise<HeadOutcome>
}

export interface ListedObject {
  readonly key: string
  readonly size: number
}

/** One named step of the validation of a place: reach it, write the empty test object, remove it again. */
export type CheckStep =
  | { readonly step: string; readonly outcome: 'passed' }
  | { readonly step: string; readonly outcome: 'warning'; readonly diagnostic: Diagnostic }
  | { readonly step: string; readonly outcome: 'failed'; readonly diagnostic: Diagnostic }

export interface ConnectorLimits {
  /** UTF-8 bytes of a whole object key. */
  readonly keyBytes: number
  /** UTF-8 bytes of one part between slashes; absent = no limit. */
  readonly keyPartBytes?: number
  /** Bytes of all metadata keys and values of an object together. */
  readonly metadataBytes: number
}

/** An opened destination. Close is idempotent. */
export interface Connector extends AsyncDisposable {
  readonly limits: ConnectorLimits
  /** Where it writes, for people and for "same place" checks: `/data/out`, `s3://bucket`. Equal text = same place. */
  readonly place: string
  readonly sink: Sink
  /** The validation steps of the original's empty test object `<prefix>/.strm_test_<uuid>.jsonl`; stops after a failed one. */
  check(prefix: string, signal: AbortSignal): AsyncIterable<CheckStep>
  /** Objects below a prefix in key order, constant memory; test objects and reserved names are left out. */
  list(prefix: string, signal: AbortSignal): AsyncIterable<ListedObject>
  read(key: string, signal: AbortSignal): AsyncIterable<Uint8Array>
  close(): Promise<void>
}

/** What a connector needs besides its settings. */
export interface ConnectorDeps {
  /** Absolute directory of the configuration: relative paths count from it. */
  readonly directory: string
  readonly uuid: () => string
  readonly environment: { readonly [name: string]: string | undefined }
}

/** What a URL points at. */
export interface LocatedPlace {
  readonly settings: FieldValues
  /** Without slashes at its ends; empty = all of it. */
  readonly prefix: string
}

/** How a place is written as a URL, for `verify URL`: it needs no configuration. */
export interface PlaceUrl {
  /** `file`, `s3` */
  readonly scheme: string
  /** `file:///DIRECTORY` */
  readonly form: string
  /** Where the URL points to; a text says what is wrong with it, as the end of a sentence. Nothing is opened. */
  readonly locate: (url: URL) => Promise<LocatedPlace | string>
}

/** One line of the catalogue: fields load without the SDK, the SDK on first use. */
export interface ConnectorVariant {
  readonly doc: string
  readonly fields: Fields
  /** The key of the original's JSON listing (`s3Bucket`) and its fields without any secret. */
  readonly listing: (settings: FieldValues) => {
    readonly key: string
    readonly value: FieldValues
    readonly targetName: string
  }
  /** "Same place" without opening: text equal for settings that write to the same place. */
  readonly place: (settings: FieldValues, directory: string) => string
  readonly limits: ConnectorLimits
  /** What no single field can say about settings that are fine one by one: the field to blame and the sentence that says what to do. Never quotes a secret. */
  readonly disagreement?: (settings: FieldValues) => { readonly field: string; readonly sentence: string } | undefined
  readonly url?: PlaceUrl
  readonly open: (settings: FieldValues, deps: ConnectorDeps) => Promise<Connector>
}

/** By block name: `local_directory`, `s3_bucket`. */
export type ConnectorCatalogue = { readonly [variant: string]: ConnectorVariant }

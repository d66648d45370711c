import { COMPRESSION_SUFFIXES } from './codec.ts'
import type { Compression } from './export-job.ts'
import { InternalError } from './internal-error.ts'
import type { ObjectRole } from './object-metadata.ts'

/** Of an exporter that names none, of revisions from before there was a choice, and of all dead letters. */
export const DEFAULT_FORMAT = 'jsonl'

/**
 * Which records a format accepts and how they lie in memory while a batch is open: each followed by a separator, which thus marks where
 * records end until the object is made. Resolved once per batch, since it is looked at for every record.
 * A format whose records may hold any byte would have their lengths kept instead: a second form of these rules, and of `RecordBuffer`.
 */
export interface RecordRules {
  /** The byte behind each record. No accepted record contains it. */
  readonly separator: number
  /** Why a record that contains it is refused, after "because". All reasons are part of dead letters, so they never change. */
  readonly separatorReason: string
  /** Why an empty record is refused; absent: it is accepted. */
  readonly emptyReason?: string
  /** Why the record `source[start, end)` is refused otherwise, or nothing. Always the same for the same bytes. */
  readonly refuse?: (source: Uint8Array, start: number, end: number) => string | undefined
}

/** The accepted records of one partition, complete, in the order of their offsets. */
export interface SealedRecords {
  readonly count: number
  /** Bytes with all separators. */
  readonly size: number
  /** CRC32C of these bytes. */
  readonly crc: number
  /** These bytes; chunks end anywhere. Valid until the encoder has settled, never to be changed. */
  chunks(): readonly Uint8Array[]
}

/** One partition's part of an object. */
export interface RecordsToEncode {
  readonly partition: number
  readonly records: SealedRecords
}

/**
 * How records become the content of an object. A folder of `formats` and a line of its catalogue: nothing else knows a format.
 *
 * Parquet would be: `suffix: '.parquet'`, `compressesItself`, records that are JSON objects (`refuse` says why another one is not), and an
 * `encode` that finds the records between the separators, turns them into columns and adds the footer; `countRecords` reads that footer.
 */
export interface ObjectFormat {
  /** For the reference docs: what it is and which records it accepts, without a full stop. */
  readonly doc: string
  /** What the keys of its objects end with, before what compression adds: `.jsonl`. No format's is the end of another one's. */
  readonly suffix: string
  /** Of an object that is stored as it is. */
  readonly contentType: string
  readonly records: RecordRules
  /**
   * The content of an object of these parts, partitions ascending. The same records in the same parts give the same bytes, whoever
   * encodes them and whenever: no time, no chance, no version of a library. In memory of its own. Rejects with the signal's reason.
   * Absent: the records with their separators are the content, part after part, and no byte is copied.
   */
  readonly encode?: (parts: readonly RecordsToEncode[], signal: AbortSignal) => Promise<readonly Uint8Array[]>
  /** Its content is compressed already: `compression` must be `none`. */
  readonly compressesItself?: true
  /** How many records some content has, for `verify --content`; reads it to its end. Rejects with an Error where it is not of this format. */
  readonly countRecords: (content: AsyncIterable<Uint8Array>) => Promise<number>
}

/** By the name that `format` has in a configuration. */
export type FormatCatalogue = { readonly [name: string]: ObjectFormat }

/** The format of a revision's objects of this role. */
export function formatFor(
  formats: FormatCatalogue,
  revision: { readonly format: string },
  role: ObjectRole,
): ObjectFormat {
  const name = role === 'lines' ? revision.format : DEFAULT_FORMAT
  const format = formats[name]
  if (format === undefined) throw new InternalError(`Cannot use an applied exporter: no format "${name}" is known`)
  return format
}

/** What the keys of such objects end with. */
export function objectSuffix({ suffix }: ObjectFormat, compression: Compression): string {
  return suffix + COMPRESSION_SUFFIXES[compression]
}

export interface WrittenAs {
  readonly format: ObjectFormat
  readonly compression: Compression
}

/** How the object at this key was written, as its suffix says; nothing where no format ends keys like this. */
export function writtenAs(key: string, formats: FormatCatalogue): WrittenAs | undefined {
  const compressions: readonly Compression[] = ['none', 'gzip', 'zstd']
  const all = Object.values(formats).flatMap((format) => compressions.map((compression) => ({ format, compression })))
  return all.find(({ format, compression }) => key.endsWith(objectSuffix(format, compression)))
}

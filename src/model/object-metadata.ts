/** One partition's stretch of an object: offsets `[begin, end)`; `records` lines of it are in the object. */
export interface ObjectRange {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly records: number
}

/**
 * - `lines`: the events of a batch
 * - `dead-letters`: the records of the batch that are no lines, beside its `lines` object, which was made after it and carries the ranges
 * - `only-dead-letters`: those of a batch that has no lines; carries the ranges
 */
export type ObjectRole = 'lines' | 'dead-letters' | 'only-dead-letters'

/** What every object says about itself in the store's metadata (state/FORMAT.md, "Object metadata"): enough for `verify` without the ledger. */
export interface ObjectMetadata {
  readonly uid: string
  readonly batch: string
  /** The topic's id. */
  readonly topic: string
  readonly ranges: readonly ObjectRange[]
  /** Lines in the object. */
  readonly records: number
  /** Records of the ranges that were left out by `on_invalid_record`. */
  readonly skipped: number
  readonly role: ObjectRole
  /** For `lines`: records of the ranges that are in the dead-letter object of the same batch. Else 0. */
  readonly rejected: number
  /** CRC32C of the uncompressed lines. */
  readonly crc: number
  /** The ranges held other records than were announced (retention, compaction); rule 9. */
  readonly incomplete: boolean
}

import type { Revision } from '../../model/export-job.ts'
import type { RecordBuffer } from './record-buffer.ts'

/** What one partition gives to a batch: the range `[begin, end)`, its records and its dead letters. */
export interface BatchPart {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly records: RecordBuffer
  /** Records left out by policy. */
  readonly skipped: number
  /** Absent where there are none. */
  readonly rejected?: RejectedRecords
  /** Under which its records were accepted and its dead letters written. */
  readonly revision: Revision
  /** Identity of the log at its end, where known. */
  readonly log?: string
}

/** Records that were not accepted, as dead letters. */
export interface RejectedRecords {
  readonly records: RecordBuffer
  /** Offset of the first of them. */
  readonly from: number
}

/** Whether records that were accepted under one revision may stand in an object of the other one. */
export function acceptAlike(one: Revision, other: Revision): boolean {
  return one.format === other.format && one.decoder === other.decoder
}

/** The memory of parts: of their records, then of dead letters. */
export function buffersOf(parts: readonly BatchPart[]): readonly RecordBuffer[] {
  return parts.flatMap(({ records, rejected }) => (rejected === undefined ? [records] : [records, rejected.records]))
}

/** Releases the memory of parts; `reusable`: no upload can still be reading it. Idempotent. */
export function releaseParts(parts: readonly BatchPart[], use: 'reusable' | 'spent'): void {
  for (const buffer of buffersOf(parts)) buffer.release(use)
}

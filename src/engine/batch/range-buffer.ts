import type { Revision } from '../../model/export-job.ts'
import { formatFor } from '../../model/object-format.ts'
import type { RecordRules } from '../../model/object-format.ts'
import type { RecordConsumer } from '../../model/stream.ts'
import { deadLetter } from '../decide/dead-letter.ts'
import type { EngineWorld } from '../world.ts'
import { RecordBuffer } from './record-buffer.ts'

export interface AnnouncedRange {
  readonly partition: number
  /** That it was announced under. */
  readonly revision: Revision
  /** Invalid records from this offset on are dead letters; those before it were left out. */
  readonly rejectFrom: number
}

/** Collects a range as it was announced: every record that the format accepts, and the dead letters. */
export class RangeBuffer implements RecordConsumer {
  readonly records: RecordBuffer
  readonly rejected: RecordBuffer
  readonly #range: AnnouncedRange
  readonly #rules: RecordRules

  constructor({ budget, formats }: Pick<EngineWorld, 'budget' | 'formats'>, range: AnnouncedRange) {
    this.#range = range
    this.#rules = formatFor(formats, range.revision, 'lines').records
    this.records = new RecordBuffer(budget, this.#rules.separator)
    this.rejected = new RecordBuffer(budget, formatFor(formats, range.revision, 'dead-letters').records.separator)
  }

  // oxlint-disable-next-line max-params -- the contract: no object per record
  take(source: Uint8Array, start: number, end: number, offset: number): boolean {
    const reason = this.#refuse(source, start, end)
    if (reason !== undefined) return this.reject(reason, source.subarray(start, Math.max(start, end)), offset)
    this.records.append(source, start, end)
    this.records.forget()
    return true
  }

  reject(reason: string, value: Uint8Array | undefined, offset: number): boolean {
    const { partition, revision, rejectFrom } = this.#range
    if (offset < rejectFrom) return true
    const letter = deadLetter({ stream: revision.streamName, partition, offset, reason, value })
    this.rejected.append(letter, 0, letter.length)
    return true
  }

  pass(): void {
    // Nothing to keep: the range's end is known.
  }

  /** Releases the memory. Idempotent. */
  release(use: 'reusable' | 'spent'): void {
    this.records.release(use)
    this.rejected.release(use)
  }

  #refuse(source: Uint8Array, start: number, end: number): string | undefined {
    const { separator, separatorReason, emptyReason, refuse } = this.#rules
    if (end <= start && emptyReason !== undefined) return emptyReason
    return contains(source, { start, end, byte: separator }) ? separatorReason : refuse?.(source, start, end)
  }
}

/** Searches one record alone: the source may have been refilled since the last one. */
function contains(
  { buffer, byteOffset }: Uint8Array,
  { start, end, byte }: { readonly start: number; readonly end: number; readonly byte: number },
): boolean {
  return Buffer.from(buffer, byteOffset + start, end - start).includes(byte)
}

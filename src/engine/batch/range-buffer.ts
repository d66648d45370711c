import type { RecordConsumer } from '../../model/stream.ts'
import { deadLetter, NOT_A_LINE } from '../decide/dead-letter.ts'
import { LineBuffer } from './line-buffer.ts'
import type { MemoryBudget } from './memory-budget.ts'

const NEWLINE = 0x0a

export interface AnnouncedRange {
  readonly partition: number
  /** The stream's outside name. */
  readonly stream: string
  /** Invalid records from this offset on are dead letters; those before it were left out. */
  readonly rejectFrom: number
}

/** Takes a range as it was announced: every record that is one line, and the dead letters. */
export class RangeBuffer implements RecordConsumer {
  readonly lines: { readonly lines: LineBuffer; records: number }
  readonly rejected: { readonly lines: LineBuffer; records: number }
  readonly #range: AnnouncedRange

  constructor(budget: MemoryBudget, range: AnnouncedRange) {
    this.#range = range
    this.lines = { lines: new LineBuffer(budget), records: 0 }
    this.rejected = { lines: new LineBuffer(budget), records: 0 }
  }

  // oxlint-disable-next-line max-params -- the contract: no object per record
  take(source: Uint8Array, start: number, end: number, offset: number): boolean {
    if (end <= start) return this.reject(NOT_A_LINE.empty, source.subarray(start, start), offset)
    if (hasNewline(source, start, end)) return this.reject(NOT_A_LINE.newline, source.subarray(start, end), offset)
    this.lines.lines.append(source, start, end)
    this.lines.lines.forget()
    this.lines.records++
    return true
  }

  reject(reason: string, value: Uint8Array | undefined, offset: number): boolean {
    const { partition, stream, rejectFrom } = this.#range
    if (offset < rejectFrom) return true
    const line = deadLetter({ stream, partition, offset, reason, value })
    this.rejected.lines.append(line, 0, line.length)
    this.rejected.records++
    return true
  }

  pass(): void {
    // Nothing to keep: the range's end is known.
  }

  /** Gives the memory back. Idempotent. */
  release(use: 'reusable' | 'spent'): void {
    this.lines.lines.release(use)
    this.rejected.lines.release(use)
  }
}

/** Looks at one line alone: the source may have been filled anew since the last one. */
function hasNewline({ buffer, byteOffset }: Uint8Array, start: number, end: number): boolean {
  return Buffer.from(buffer, byteOffset + start, end - start).includes(NEWLINE)
}

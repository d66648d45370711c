import { RecordBatchError } from './record-batch-error.ts'
import type { RecordVisitor } from './record-visitor.ts'

/** Stops a number of more than ten bytes, which no producer writes. */
const MOST_VARINT_BYTES = 10

const TOMBSTONE = 'it has no value (a tombstone)'

/** The records of one batch, decompressed, in `bytes[begin, end)`. */
export interface BatchContent {
  readonly bytes: Uint8Array
  readonly begin: number
  readonly end: number
  readonly records: number
  readonly firstOffset: number
  readonly lastOffset: number
}

/** What of a batch is wanted: offsets in `[from, until)`. */
export interface OffsetRange {
  readonly from: number
  readonly until: number
}

/**
 * Walks the records of one batch in place. Nothing here makes an object per record, and each byte is looked at once; headers of
 * records are passed over by the record's length.
 */
export class BatchRecords {
  readonly #bytes: Uint8Array
  readonly #end: number
  readonly #firstOffset: number
  readonly #lastOffset: number
  readonly #until: number
  #from: number
  #left: number
  #at: number
  /** Lowest offset that the next record may have. */
  #lowest: number

  constructor(content: BatchContent, range: OffsetRange) {
    this.#bytes = content.bytes
    this.#at = content.begin
    this.#end = content.end
    this.#left = content.records
    this.#firstOffset = content.firstOffset
    this.#lowest = content.firstOffset
    this.#lastOffset = content.lastOffset
    this.#from = range.from
    this.#until = range.until
  }

  /** True when all was taken; else goes on at the same record when called again. Throws RecordBatchError. */
  walk(visitor: RecordVisitor): boolean {
    const bytes = this.#bytes
    while (this.#left > 0) {
      const begin = this.#at
      const length = this.#varint()
      const recordEnd = this.#at + length
      if (length < 0 || recordEnd > this.#end) throw this.#damaged('a record reaches over its end')
      this.#at++
      this.#skipVarint()
      const offset = this.#firstOffset + this.#varint()
      const keyLength = this.#varint()
      if (keyLength > 0) this.#at += keyLength
      const valueLength = this.#varint()
      const start = this.#at
      const end = valueLength > 0 ? start + valueLength : start
      // The number of headers comes after the value: at least one byte.
      if (end >= recordEnd || keyLength < -1 || valueLength < -1) throw this.#damaged('a record has wrong lengths')
      if (offset < this.#lowest || offset > this.#lastOffset) throw this.#damaged('its records have wrong offsets')
      if (offset >= this.#until) return this.#finish()
      if (offset >= this.#from) {
        const next = offset + 1
        const wanted =
          valueLength < 0
            ? visitor.reject(TOMBSTONE, undefined, offset, next)
            : visitor.take(bytes, start, end, offset, next)
        if (!wanted) return this.#stay(begin, offset)
      }
      this.#lowest = offset + 1
      this.#left--
      this.#at = recordEnd
    }
    if (this.#at !== this.#end) throw this.#damaged('there is more in it than its records')
    return true
  }

  #finish(): boolean {
    this.#left = 0
    this.#at = this.#end
    return true
  }

  #stay(begin: number, offset: number): boolean {
    this.#at = begin
    this.#from = offset
    return false
  }

  /** A zigzag number of at most five bytes. */
  #varint(): number {
    const bytes = this.#bytes
    const first = bytes[this.#at++] ?? this.#cutOff()
    if (first < 0x80) return (first >>> 1) ^ -(first & 1)
    const second = bytes[this.#at++] ?? this.#cutOff()
    const low = (first & 0x7f) | ((second & 0x7f) << 7)
    if (second < 0x80) return (low >>> 1) ^ -(low & 1)
    return this.#longVarint(low)
  }

  #longVarint(low: number): number {
    let value = low
    for (let shift = 14; shift <= 28; shift += 7) {
      const byte = this.#bytes[this.#at++] ?? this.#cutOff()
      value |= (byte & 0x7f) << shift
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1)
    }
    throw this.#damaged('a number in it has no end')
  }

  #skipVarint(): void {
    const most = this.#at + MOST_VARINT_BYTES
    while ((this.#bytes[this.#at++] ?? this.#cutOff()) >= 0x80) {
      if (this.#at === most) throw this.#damaged('a number in it has no end')
    }
  }

  #cutOff(): never {
    throw this.#damaged('it is cut off')
  }

  #damaged(reason: string): RecordBatchError {
    return new RecordBatchError('damaged', { offset: Math.max(this.#lowest, this.#from), reason })
  }
}

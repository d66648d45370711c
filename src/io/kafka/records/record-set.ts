import { crc32c } from '../../../lib/crc32c.ts'
import { CHECKED_FROM, HEADER_BYTES, readBatchHeader } from './batch-header.ts'
import type { BatchHeader } from './batch-header.ts'
import { BatchRecords } from './batch-records.ts'
import type { Codecs } from './codecs.ts'
import { RecordBatchError } from './record-batch-error.ts'
import type { RecordVisitor } from './record-visitor.ts'
import { messageOf } from '../../../lib/message-of.ts'

/** Records of one partition as a fetch brought them. */
export interface RecordSetInit {
  /** Whole batches; the last one may be cut off. The first may begin before `begin`. */
  readonly bytes: Buffer
  /** The offset that was asked for. */
  readonly begin: number
  /** Nothing at or after this offset is given. By default there is no such end. */
  readonly end?: number
  /** No batch may reach so far: the end of what may be read. By default it is not known. */
  readonly limit?: number
  readonly aborted: readonly AbortedTransaction[]
  /** With all codecs of the batches loaded. */
  readonly codecs: Codecs
}

/** Least bytes of a control record's key: version and type. */
const CONTROL_KEY_BYTES = 4
const ABORT = 0

/**
 * Walks batches in place under `read_committed`, one at a time: checks the checksum, decompresses, leaves out control batches and
 * aborted transactions. Keeps its place when the visitor has enough.
 */
export class RecordSet {
  readonly #init: RecordSetInit
  readonly #end: number
  readonly #aborted: AbortedProducers
  #at = 0
  #position: number
  #open: { readonly header: BatchHeader; readonly records: BatchRecords } | undefined

  constructor(init: RecordSetInit) {
    this.#init = init
    this.#end = init.end ?? Infinity
    this.#position = init.begin
    this.#aborted = new AbortedProducers(init.aborted)
  }

  /** True when everything was taken. Throws RecordBatchError. */
  walk(visitor: RecordVisitor): boolean {
    for (;;) {
      if (this.#open !== undefined && !this.#open.records.walk(visitor)) return false
      if (this.#open !== undefined) this.#pass(this.#open.header, visitor)
      this.#open = undefined
      const header = readBatchHeader(this.#init.bytes, this.#at, this.#position)
      if (header === undefined || header.firstOffset >= this.#end) return true
      this.#at = header.end
      if (header.lastOffset < this.#init.begin) {
        this.#keepCount(header)
        continue
      }
      this.#check(header)
      if (this.#isForUs(header)) this.#open = { header, records: this.#records(header) }
      else this.#pass(header, visitor)
    }
  }

  /** Aborted transactions may end before the first record that is wanted. */
  #keepCount(header: BatchHeader): void {
    if (header.isControl) this.#check(header)
    this.#isForUs(header)
  }

  #pass({ lastOffset }: BatchHeader, visitor: RecordVisitor): void {
    this.#position = Math.max(this.#position, Math.min(lastOffset + 1, this.#end))
    visitor.pass(this.#position)
  }

  #check(header: BatchHeader): void {
    const { begin, end, firstOffset, lastOffset, checksum } = header
    const { bytes, limit = Infinity } = this.#init
    const expected = this.#position > this.#init.begin ? this.#position : 0
    if (firstOffset < expected || lastOffset >= limit) {
      throw this.#damaged(`its offsets are given as ${firstOffset} to ${lastOffset}`)
    }
    if (crc32c(bytes.subarray(begin + CHECKED_FROM, end)) !== checksum) throw this.#damaged('its checksum is wrong')
  }

  /** Keeps count of aborted transactions on the way. */
  #isForUs(header: BatchHeader): boolean {
    const { lastOffset, producerId, isControl, isTransactional } = header
    this.#aborted.advance(lastOffset)
    if (isControl && this.#isAbortMarker(header)) this.#aborted.end(producerId)
    return !isControl && !(isTransactional && this.#aborted.isAborting(producerId))
  }

  #isAbortMarker({ begin, end }: BatchHeader): boolean {
    const { bytes } = this.#init
    const attributes = afterVarint(bytes, begin + HEADER_BYTES)
    const key = [1, 2, 3].reduce((at) => afterVarint(bytes, at), attributes + 1)
    if (key + CONTROL_KEY_BYTES > end) throw this.#damaged('its control record is cut off')
    return bytes.readInt16BE(key + 2) === ABORT
  }

  #records(header: BatchHeader): BatchRecords {
    const { begin, end, codec, records, firstOffset, lastOffset } = header
    const range = { from: this.#init.begin, until: this.#end }
    const from = begin + HEADER_BYTES
    const offsets = { records, firstOffset, lastOffset }
    if (codec === 0) return new BatchRecords({ bytes: this.#init.bytes, begin: from, end, ...offsets }, range)
    const bytes = this.#decompress(codec, this.#init.bytes.subarray(from, end))
    return new BatchRecords({ bytes, begin: 0, end: bytes.length, ...offsets }, range)
  }

  #decompress(codec: number, bytes: Buffer): Uint8Array {
    try {
      return this.#init.codecs.decompress(codec, bytes)
    } catch (error) {
      const why = messageOf(error)
      throw this.#damaged(`it cannot be decompressed (${why})`, error)
    }
  }

  #damaged(reason: string, cause?: unknown): RecordBatchError {
    return new RecordBatchError('damaged', { offset: this.#position, reason }, { cause })
  }
}

/** Where the number at `at` ends; somewhere after the bytes where it does not. */
function afterVarint(bytes: Buffer, at: number): number {
  let end = at
  while ((bytes[end] ?? 0) >= 0x80) end++
  return end + 1
}

/** A transaction that was aborted, as a fetch reports it: records of this producer from `firstOffset` on, up to its abort marker. */
export interface AbortedTransaction {
  readonly producerId: number
  readonly firstOffset: number
}

/** Whose transactional records do not count, kept up to date while batches are walked in order. */
class AbortedProducers {
  readonly #pending: AbortedTransaction[]
  readonly #aborting = new Set<number>()

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#pending = transactions.toSorted((one, other) => other.firstOffset - one.firstOffset)
  }

  /** To be called for every batch, before `isAborting`. */
  advance(lastOffset: number): void {
    for (;;) {
      const first = this.#pending.at(-1)
      if (first === undefined || first.firstOffset > lastOffset) return
      this.#aborting.add(first.producerId)
      this.#pending.pop()
    }
  }

  isAborting(producerId: number): boolean {
    return this.#aborting.size > 0 && this.#aborting.has(producerId)
  }

  /** At the abort marker: what the producer writes after it is another transaction. */
  end(producerId: number): void {
    this.#aborting.delete(producerId)
  }
}

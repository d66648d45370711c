import type { MemoryBudget } from './memory-budget.ts'
import type { Spill, Spilled } from './spill.ts'
import { crc32c } from '../../lib/crc32c.ts'
import { InternalError } from '../../model/internal-error.ts'
import type { SealedRecords } from '../../model/object-format.ts'

const NOTHING = new Uint8Array(0)
/** Records of one source are copied in stretches of so many bytes, which the processor's cache holds. */
const STRETCH_BYTES = 32 << 10
/** From this length on a record is worth a copy of its own. */
const LONG_BYTES = 4 << 10

/**
 * Records of one partition, each with the separator of their format behind it, copied into chunks of the process' budget, with their CRC32C.
 * Records that stand one after another in one source are copied as a whole stretch, together with what stands between them, and then
 * moved up in their chunk: a copy for each would need a view of the source for each, which costs three times as much as the move.
 */
export class RecordBuffer implements SealedRecords {
  readonly #budget: MemoryBudget
  readonly #separator: number
  readonly #full: (Uint8Array | Spilled)[] = []
  #chunk: Uint8Array = NOTHING
  #used = 0
  /** What was last appended from. */
  #source: Uint8Array = NOTHING
  /** Up to where a stretch of it is in the chunk, from `#used` on or later; 0 where none is. */
  #stretchEnd = 0
  /** Added to a place in the source: its place in the chunk. */
  #shift = 0
  /** Of the full chunks. */
  #crc = 0
  #size = 0
  #count = 0
  #fullBytes = 0
  #spilled = 0
  /** Bytes whose memory was released early. */
  #released = 0
  #crcOfAll: { readonly size: number; readonly crc: number } | undefined

  constructor(budget: MemoryBudget, separator: number) {
    this.#budget = budget
    this.#separator = separator
  }

  get count(): number {
    return this.#count
  }

  /** Bytes, separators included. */
  get size(): number {
    return this.#size
  }

  /** Bytes that are not in memory now. */
  get spilled(): number {
    return this.#spilled
  }

  /** Bytes in memory that can be spilled: full chunks. */
  get spillable(): number {
    return this.#fullBytes - this.#spilled
  }

  /** Whether a record of so many bytes needs a further chunk. */
  needsChunk(length: number): boolean {
    return this.#used + length + 1 > this.#chunk.length
  }

  /** Adds `source[start, end)` and a separator. The source must not change before `forget`. */
  append(source: Uint8Array, start: number, end: number): void {
    const used = this.#used
    const after = used + end - start
    this.#size += end - start + 1
    this.#count++
    if (after >= this.#chunk.length) return this.#appendAcross(source.subarray(start, end))
    const from = start + this.#shift
    if (source !== this.#source || end > this.#stretchEnd || from < used) this.#copy(source, start, end)
    else this.#chunk.copyWithin(used, from, from + end - start)
    this.#chunk[after] = this.#separator
    this.#used = after + 1
  }

  /** The source last appended from may change. */
  forget(): void {
    this.#source = NOTHING
    this.#stretchEnd = 0
  }

  /** The bytes in order; nothing is added after this, and nothing may be spilled or released early. */
  chunks(): readonly Uint8Array[] {
    if (this.#released > 0) throw new InternalError('Cannot use records whose memory was released')
    const full = this.#full.map(inMemory)
    return this.#used === 0 ? full : [...full, this.#chunk.subarray(0, this.#used)]
  }

  /** Moves full chunks out of memory; whether all of them fitted. */
  spill(to: Spill): boolean {
    for (const [index, chunk] of this.#full.entries()) {
      if (!(chunk instanceof Uint8Array)) continue
      const spilled = to.write(chunk)
      if (spilled === undefined) return false
      this.#full[index] = spilled
      this.#spilled += spilled.length
      this.#budget.giveChunk(chunk, 'reusable')
    }
    return true
  }

  /** Brings all into memory again. Throws where it cannot be read. */
  load(): void {
    for (const [index, spilled] of this.#full.entries()) {
      if (spilled instanceof Uint8Array) continue
      const chunk = this.#budget.takeChunk(index)
      try {
        spilled.read(chunk)
      } catch (error) {
        this.#budget.giveChunk(chunk, 'reusable')
        throw error
      }
      this.#full[index] = chunk
      this.#spilled -= chunk.length
      spilled.release()
    }
  }

  /** Releases full chunks that end within the first so many bytes, which nobody reads any more; whether some are gone. */
  releaseFirst(bytes: number): boolean {
    for (let first = this.#full[0]; first !== undefined; first = this.#full[0]) {
      if (this.#released + first.length > bytes || !(first instanceof Uint8Array)) break
      this.#full.shift()
      this.#released += first.length
      this.#fullBytes -= first.length
      this.#budget.giveChunk(first, 'reusable')
    }
    return this.#released > 0
  }

  /** CRC32C of all bytes. */
  get crc(): number {
    if (this.#crcOfAll?.size !== this.#size) {
      const crc = this.#used === 0 ? this.#crc : crc32c(this.#chunk.subarray(0, this.#used), this.#crc)
      this.#crcOfAll = { size: this.#size, crc }
    }
    return this.#crcOfAll.crc
  }

  /** Releases the memory. `reusable`: no upload can still be reading it. Idempotent. */
  release(use: 'reusable' | 'spent'): void {
    const chunks = this.#chunk.length === 0 ? this.#full : [...this.#full, this.#chunk]
    for (const chunk of chunks) {
      if (chunk instanceof Uint8Array) this.#budget.giveChunk(chunk, use)
      else chunk.release()
    }
    this.#full.length = 0
    this.#fullBytes = this.#spilled = 0
    this.#chunk = NOTHING
    this.#used = 0
    this.forget()
  }

  /** To where the records end; with what comes after it where more records of this source may follow. */
  #copy(source: Uint8Array, start: number, end: number): void {
    const isFollowing = source === this.#source && end - start < LONG_BYTES
    const most = Math.min(STRETCH_BYTES, source.length - start, this.#chunk.length - this.#used)
    const length = isFollowing ? Math.max(most, end - start) : end - start
    this.#chunk.set(source.subarray(start, start + length), this.#used)
    this.#source = source
    this.#stretchEnd = start + length
    this.#shift = this.#used - start
  }

  #appendAcross(record: Uint8Array): void {
    this.forget()
    let rest = record
    while (rest.length > 0) {
      if (this.#used === this.#chunk.length) this.#nextChunk()
      const part = rest.subarray(0, this.#chunk.length - this.#used)
      this.#chunk.set(part, this.#used)
      this.#used += part.length
      rest = rest.subarray(part.length)
    }
    if (this.#used === this.#chunk.length) this.#nextChunk()
    this.#chunk[this.#used++] = this.#separator
  }

  #nextChunk(): void {
    if (this.#chunk.length > 0) {
      this.#crc = crc32c(this.#chunk, this.#crc)
      this.#full.push(this.#chunk)
      this.#fullBytes += this.#chunk.length
    }
    this.#chunk = this.#budget.takeChunk(this.#full.length)
    this.#used = 0
  }
}

function inMemory(chunk: Uint8Array | Spilled): Uint8Array {
  if (chunk instanceof Uint8Array) return chunk
  throw new InternalError('Cannot use records that are spilled: they were not loaded')
}

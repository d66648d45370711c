import type { MemoryBudget } from './memory-budget.ts'
import { crc32c } from '../lib/crc32c.ts'

const NEWLINE = 0x0a

/** Lines of one partition, copied into chunks of the process' budget, with their CRC32C. */
export class LineBuffer {
  readonly #budget: MemoryBudget
  readonly #full: Uint8Array[] = []
  #chunk: Uint8Array = new Uint8Array(0)
  #used = 0
  #crc = 0
  #size = 0

  constructor(budget: MemoryBudget) {
    this.#budget = budget
  }

  /** Bytes, newlines included. */
  get size(): number {
    return this.#size
  }

  /** Whether a line of so many bytes needs a further chunk. */
  needsChunk(length: number): boolean {
    return this.#used + length + 1 > this.#chunk.length
  }

  /** Adds `source[start, end)` and a newline. */
  append(source: Uint8Array, start: number, end: number): void {
    const length = end - start
    const line = new Uint8Array(source.buffer, source.byteOffset + start, length)
    const after = this.#used + length
    this.#size += length + 1
    if (after >= this.#chunk.length) return this.#appendAcross(line)
    this.#chunk.set(line, this.#used)
    this.#chunk[after] = NEWLINE
    this.#used = after + 1
  }

  /** The bytes in order; nothing is added after this. */
  chunks(): readonly Uint8Array[] {
    return this.#used === 0 ? [...this.#full] : [...this.#full, this.#chunk.subarray(0, this.#used)]
  }

  /** CRC32C of all bytes. */
  crc(): number {
    return this.#used === 0 ? this.#crc : crc32c(this.#chunk.subarray(0, this.#used), this.#crc)
  }

  /** Gives the memory back. `reusable`: no upload can still be reading it. Idempotent. */
  release(use: 'reusable' | 'spent'): void {
    const chunks = this.#chunk.length === 0 ? this.#full : [...this.#full, this.#chunk]
    for (const chunk of chunks) this.#budget.giveChunk(chunk, use)
    this.#full.length = 0
    this.#chunk = new Uint8Array(0)
    this.#used = 0
  }

  #appendAcross(line: Uint8Array): void {
    let rest = line
    while (rest.length > 0) {
      if (this.#used === this.#chunk.length) this.#nextChunk()
      const part = rest.subarray(0, this.#chunk.length - this.#used)
      this.#chunk.set(part, this.#used)
      this.#used += part.length
      rest = rest.subarray(part.length)
    }
    if (this.#used === this.#chunk.length) this.#nextChunk()
    this.#chunk[this.#used++] = NEWLINE
  }

  #nextChunk(): void {
    if (this.#chunk.length > 0) {
      this.#crc = crc32c(this.#chunk, this.#crc)
      this.#full.push(this.#chunk)
    }
    this.#chunk = this.#budget.takeChunk(this.#full.length)
    this.#used = 0
  }
}

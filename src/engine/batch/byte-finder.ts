const NOTHING = Buffer.alloc(0)

/** Looks for a byte in stretches of one array, ascending: one search serves all stretches before the byte that it finds. */
export class ByteFinder {
  readonly #byte: number
  /** The array last searched, a view of it (a Buffer is searched 20 times faster), and the first such byte at or after the last stretch. */
  #searched: Uint8Array | undefined
  #view: Buffer = NOTHING
  #searchedFrom = 0
  #found = -1

  constructor(byte: number) {
    this.#byte = byte
  }

  /** Whether `source[start, end)` contains the byte. */
  isIn(source: Uint8Array, start: number, end: number): boolean {
    if (source !== this.#searched || start < this.#searchedFrom) {
      this.#searched = source
      this.#view = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
      this.#found = -1
    }
    this.#searchedFrom = start
    if (this.#found < start) {
      const found = this.#view.indexOf(this.#byte, start)
      this.#found = found === -1 ? Infinity : found
    }
    return this.#found < end
  }

  /** The array last searched may be filled anew. */
  forget(): void {
    this.#searched = undefined
    this.#view = NOTHING
  }
}

const NEWLINE = 0x0a
const NOTHING = Buffer.alloc(0)

/** Looks for newlines in stretches of one array, ascending: one search serves all stretches before the newline that it finds. */
export class NewlineFinder {
  /** The array last searched, a view of it (a Buffer is searched 20 times faster), and the first newline at or after the last stretch. */
  #searched: Uint8Array | undefined
  #view: Buffer = NOTHING
  #searchedFrom = 0
  #newline = -1

  /** Whether `source[start, end)` contains a newline. */
  isIn(source: Uint8Array, start: number, end: number): boolean {
    if (source !== this.#searched || start < this.#searchedFrom) {
      this.#searched = source
      this.#view = Buffer.from(source.buffer, source.byteOffset, source.byteLength)
      this.#newline = -1
    }
    this.#searchedFrom = start
    if (this.#newline < start) {
      const found = this.#view.indexOf(NEWLINE, start)
      this.#newline = found === -1 ? Infinity : found
    }
    return this.#newline < end
  }

  /** The array last searched may be filled anew. */
  forget(): void {
    this.#searched = undefined
    this.#view = NOTHING
  }
}

/** Bytes read at once. */
export const CHUNK_BYTES = 1024 * 1024

/** Lends read buffers again instead of leaving them to the garbage collector, which sees them late. */
export class BufferPool {
  readonly #free: Uint8Array[] = []
  readonly #most: number

  /** `most`: how many unused buffers are kept. */
  constructor(most: number) {
    this.#most = most
  }

  /** A buffer of at least `bytes`; a small or a huge one is made to measure, so that held bytes are used bytes. */
  take(bytes: number): Uint8Array {
    if (bytes <= CHUNK_BYTES / 2 || bytes > CHUNK_BYTES) return Buffer.allocUnsafeSlow(bytes)
    return this.#free.pop() ?? Buffer.allocUnsafeSlow(CHUNK_BYTES)
  }

  give(buffer: Uint8Array): void {
    if (buffer.byteLength === CHUNK_BYTES && this.#free.length < this.#most) this.#free.push(buffer)
  }
}

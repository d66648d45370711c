/** Smaller frames get memory of their own: it costs little, and there is nothing large to come soon. */
const REUSED_FROM_BYTES = 256 * 1024
/** Frames of about the same size fit into each other's memory. */
const STEP_BYTES = 1024 * 1024
/** One that is being received, and one that is being read. */
const MOST_SPARE = 2

/**
 * Memory for frames. Recycled memory is reused for the next large frames: fresh memory costs page faults, and every few
 * frames a collection of all garbage, since it stands outside the heap.
 */
export class FrameMemory {
  readonly #lent = new WeakSet<ArrayBufferLike>()
  #spare: ArrayBufferLike[] = []

  /** A frame of this many bytes, their values undefined. */
  take(size: number): Buffer {
    if (size < REUSED_FROM_BYTES) {
      this.#spare = []
      return Buffer.allocUnsafe(size)
    }
    const memory = this.#takeSpare(size) ?? Buffer.allocUnsafeSlow(Math.ceil(size / STEP_BYTES) * STEP_BYTES).buffer
    this.#lent.add(memory)
    return Buffer.from(memory, 0, size)
  }

  /** No frame in it is read any more. Memory that was not taken here, or was recycled before, is left alone. */
  recycle(memory: ArrayBufferLike): void {
    if (!this.#lent.delete(memory)) return
    this.#spare.push(memory)
    if (this.#spare.length > MOST_SPARE) this.#spare.shift()
  }

  #takeSpare(size: number): ArrayBufferLike | undefined {
    const index = this.#spare.findIndex(({ byteLength }) => byteLength >= size)
    return index < 0 ? undefined : this.#spare.splice(index, 1)[0]
  }
}

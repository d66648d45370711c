import { FrameMemory } from './frame-memory.ts'
import { WireError } from './protocol/wire-error.ts'

const SIZE_BYTES = 4
const SCRATCH_BYTES = 16 * 1024
/** A server that is not a broker announces absurd sizes: an HTTP answer 1.2 GB, a TLS alert 350 MB. */
const UNTRUSTED_BYTES = 1024 * 1024
const TRUSTED_BYTES = 1024 * 1024 * 1024

/**
 * Cuts a stream into frames, each in its own buffer until that is recycled. What is missing of a large frame is received into that
 * buffer directly, without a copy; an idle connection keeps a small one.
 */
export class FrameReceiver {
  readonly #memory = new FrameMemory()
  readonly #scratch = Buffer.allocUnsafeSlow(SCRATCH_BYTES)
  readonly #size = Buffer.alloc(SIZE_BYTES)
  #sizeFilled = 0
  #frame: Buffer | undefined
  #filled = 0
  #limit = UNTRUSTED_BYTES
  #deliver: (frame: Buffer) => void = () => {
    throw new WireError('Cannot use an answer: nothing was asked')
  }

  /** Where the next bytes are to be put, from the start. */
  readonly next = (): Buffer => {
    const frame = this.#frame
    const isLarge = frame !== undefined && frame.length - this.#filled >= SCRATCH_BYTES
    return isLarge ? frame.subarray(this.#filled) : this.#scratch
  }

  /** To be called for each frame, before the first one comes. */
  deliverTo(deliver: (frame: Buffer) => void): void {
    this.#deliver = deliver
  }

  /** The other side was seen to speak the protocol: its frames may be large. */
  trust(): void {
    this.#limit = TRUSTED_BYTES
  }

  /** The frame delivered in this memory is not read any more: another one may be received into it. */
  recycle(memory: ArrayBufferLike): void {
    this.#memory.recycle(memory)
  }

  /** So many bytes were put into what `next` gave last. Throws WireError for a size that cannot be. */
  received(count: number, into: Uint8Array): void {
    if (into === this.#scratch) return this.#consume(this.#scratch.subarray(0, count))
    this.#filled += count
    this.#deliverWhereComplete()
  }

  #consume(chunk: Buffer): void {
    let position = 0
    while (position < chunk.length) {
      position +=
        this.#frame === undefined ? this.#fillSize(chunk.subarray(position)) : this.#fill(chunk.subarray(position))
      this.#deliverWhereComplete()
    }
  }

  #fillSize(chunk: Buffer): number {
    const copied = chunk.copy(this.#size, this.#sizeFilled)
    this.#sizeFilled += copied
    if (this.#sizeFilled < SIZE_BYTES) return copied
    const size = this.#size.readInt32BE()
    if (size < SIZE_BYTES || size > this.#limit) throw new WireError(`Cannot read an answer of ${size} bytes`)
    this.#frame = this.#memory.take(size)
    this.#filled = 0
    return copied
  }

  #fill(chunk: Buffer): number {
    const copied = this.#frame === undefined ? 0 : chunk.copy(this.#frame, this.#filled)
    this.#filled += copied
    return copied
  }

  #deliverWhereComplete(): void {
    const frame = this.#frame
    if (frame === undefined || this.#filled < frame.length) return
    this.#frame = undefined
    this.#sizeFilled = 0
    this.#deliver(frame)
  }
}

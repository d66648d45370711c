const MAGIC = 0xfd2fb528
const BLOCK_HEADER = 3
const SINGLE_SEGMENT = 0x20
const HAS_CHECKSUM = 0x04
const CHECKSUM_BYTES = 4
const RUN_LENGTH_BLOCK = 1

/** Cuts a stream of Zstandard frames (RFC 8878, section 3.1.1) into them. Holds the bytes of one frame. */
export class ZstdFrames {
  #held: Buffer = Buffer.alloc(0)

  /** The frames that are complete with these bytes. Throws where there is none. */
  add(chunk: Uint8Array): readonly Buffer[] {
    this.#held = Buffer.concat([this.#held, chunk])
    const frames: Buffer[] = []
    for (;;) {
      const size = frameBytes(this.#held)
      if (size === undefined) return frames
      frames.push(this.#held.subarray(0, size))
      this.#held = this.#held.subarray(size)
    }
  }

  /** Throws where the last frame is cut off. */
  end(): void {
    if (this.#held.length > 0) throw new Error('Cannot read Zstandard data: its last frame is cut off')
  }
}

/** Nothing while more is to come. */
function frameBytes(bytes: Buffer): number | undefined {
  if (bytes.length < 5) return undefined
  if (bytes.readUInt32LE(0) !== MAGIC) throw new Error('Cannot read Zstandard data: no frame begins here')
  const descriptor = bytes.readUInt8(4)
  let at = 5 + headerFieldBytes(descriptor)
  for (let isLast = false; !isLast;) {
    if (at + BLOCK_HEADER > bytes.length) return undefined
    const header = bytes.readUIntLE(at, BLOCK_HEADER)
    isLast = (header & 1) === 1
    const type = (header >> 1) & 3
    at += BLOCK_HEADER + (type === RUN_LENGTH_BLOCK ? 1 : header >> 3)
  }
  if ((descriptor & HAS_CHECKSUM) !== 0) at += CHECKSUM_BYTES
  return at > bytes.length ? undefined : at
}

/** Of the fields between the descriptor and the first block. */
function headerFieldBytes(descriptor: number): number {
  const isSingle = (descriptor & SINGLE_SEGMENT) !== 0
  const sizeFlag = descriptor >> 6
  const size = sizeFlag === 0 ? (isSingle ? 1 : 0) : 2 ** sizeFlag
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  return (isSingle ? 0 : 1) + dictionary + size
}

import type { Decompress } from './decompress.ts'
import { Lz4Blocks } from './lz4-block.ts'

/** https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md */
const MAGIC = 0x184d2204
const STORED = 0x8000_0000
/** No sequence makes more out of a byte. */
const MOST_GROWTH = 255
const LEAST_SIZE_CODE = 4
const NOTHING = new Uint8Array()

/**
 * LZ4 frames. The frame's own checksums are not looked at: the batch has one over all of it. Throws where WebAssembly cannot be had.
 */
export function loadLz4(): Decompress {
  const blocks = new Lz4Blocks()
  return (bytes, most) => {
    const frame = readFrame(bytes)
    if (frame.bound > most) throw new Error('it would become too large')
    const [only, second] = frame.blocks
    if (only !== undefined && second === undefined) return Buffer.from(contentOf(only, NOTHING))
    const content = Buffer.allocUnsafeSlow(frame.bound)
    let size = 0
    for (const block of frame.blocks) {
      const piece = contentOf(block, frame.isLinked ? content.subarray(0, size) : NOTHING)
      content.set(piece, size)
      size += piece.length
    }
    return content.subarray(0, size)

    function contentOf(block: Block, before: Uint8Array): Uint8Array {
      if (block.isStored) return bytes.subarray(block.begin, block.end)
      return blocks.decompress({ bytes, before, ...block })
    }
  }
}

interface Block {
  readonly begin: number
  readonly end: number
  readonly isStored: boolean
  /** Most bytes of its content. */
  readonly most: number
}

interface Frame {
  readonly blocks: readonly Block[]
  /** Matches reach back into the blocks before. */
  readonly isLinked: boolean
  /** Most bytes of the content. */
  readonly bound: number
}

function readFrame(bytes: Buffer): Frame {
  if (bytes.length < 7 || bytes.readUInt32LE(0) !== MAGIC) throw new Error('it is no LZ4 frame')
  const flags = bytes.readUInt8(4)
  if (flags >>> 6 !== 1 || (flags & 1) !== 0) throw new Error('its LZ4 frame is of an unknown kind')
  const sizeCode = (bytes.readUInt8(5) >>> 4) & 7
  if (sizeCode < LEAST_SIZE_CODE) throw new Error('its LZ4 frame is of an unknown kind')
  const mostBlock = 2 ** (8 + 2 * sizeCode)
  const isLinked = (flags & 0b10_0000) === 0
  const checksumBytes = (flags & 0b1_0000) === 0 ? 0 : 4
  const blocks: Block[] = []
  let bound = 0
  let at = (flags & 0b1000) === 0 ? 7 : 15
  for (;;) {
    if (at + 4 > bytes.length) throw new Error('it is cut off')
    const word = bytes.readUInt32LE(at)
    if (word === 0) return { blocks, isLinked, bound }
    const isStored = word >= STORED
    const begin = at + 4
    const size = isStored ? word - STORED : word
    const end = begin + size
    if (end > bytes.length) throw new Error('it is cut off')
    if (size > mostBlock) throw new Error('a block is too long')
    const most = isStored ? size : Math.min(mostBlock, size * MOST_GROWTH)
    blocks.push({ begin, end, isStored, most })
    bound += most
    at = end + checksumBytes
  }
}

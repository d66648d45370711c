import { decompressLz4Block } from './lz4-block.ts'

/** https://github.com/lz4/lz4/blob/dev/doc/lz4_Frame_format.md */
const MAGIC = 0x184d2204
const STORED = 0x8000_0000
/** No sequence makes more out of a byte. */
const MOST_GROWTH = 255

/**
 * An LZ4 frame. Our own code, since the native package hands out memory that is given back late and accepts frames that are cut
 * off. The frame's own checksums are not looked at: the batch has one over all of it.
 */
export function decompressLz4(bytes: Buffer, most: number): Uint8Array {
  const frame = readFrame(bytes)
  if (frame.bound > most) throw new Error('it would become too large')
  const content = Buffer.allocUnsafeSlow(frame.bound)
  let size = 0
  for (const { begin, end, stored } of frame.blocks) {
    size = stored
      ? copy({ bytes, begin, end }, content, size)
      : decompressLz4Block({ bytes, begin, end }, content, size)
  }
  return content.subarray(0, size)
}

interface Block {
  readonly begin: number
  readonly end: number
  readonly stored: boolean
}

interface Frame {
  readonly blocks: readonly Block[]
  /** Most bytes of the content. */
  readonly bound: number
}

function readFrame(bytes: Buffer): Frame {
  if (bytes.length < 7 || bytes.readUInt32LE(0) !== MAGIC) throw new Error('it is no LZ4 frame')
  const flags = bytes.readUInt8(4)
  if (flags >>> 6 !== 1 || (flags & 1) !== 0) throw new Error('its LZ4 frame is of an unknown kind')
  const mostBlock = 2 ** (8 + 2 * ((bytes.readUInt8(5) >>> 4) & 7))
  const checksumBytes = (flags & 0b1_0000) === 0 ? 0 : 4
  const blocks: Block[] = []
  let bound = 0
  let at = (flags & 0b1000) === 0 ? 7 : 15
  for (;;) {
    if (at + 4 > bytes.length) throw new Error('it is cut off')
    const word = bytes.readUInt32LE(at)
    if (word === 0) return { blocks, bound }
    const stored = word >= STORED
    const begin = at + 4
    const end = begin + (stored ? word - STORED : word)
    if (end > bytes.length) throw new Error('it is cut off')
    blocks.push({ begin, end, stored })
    bound += stored ? end - begin : Math.min(mostBlock, (end - begin) * MOST_GROWTH)
    at = end + checksumBytes
  }
}

function copy({ bytes, begin, end }: { bytes: Buffer; begin: number; end: number }, to: Buffer, at: number): number {
  bytes.copy(to, at, begin, end)
  return at + end - begin
}

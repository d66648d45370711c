import { uncompressSync } from 'snappy'

/** What the Java client writes before blocks: https://github.com/xerial/snappy-java (SnappyOutputStream), magic, version, least compatible version. */
const XERIAL_MAGIC = Buffer.from([0x82, 0x53, 0x4e, 0x41, 0x50, 0x50, 0x59, 0x00])
const XERIAL_HEADER_BYTES = 16

/** Snappy as a raw block (librdkafka) or as blocks with lengths before them (Java). */
export function decompressSnappy(bytes: Buffer, most: number): Uint8Array {
  if (!bytes.subarray(0, XERIAL_MAGIC.length).equals(XERIAL_MAGIC)) return block(bytes, most)
  const blocks: Uint8Array[] = []
  let left = most
  for (let at = XERIAL_HEADER_BYTES; at < bytes.length;) {
    if (at + 4 > bytes.length) throw new Error('a block is cut off')
    const length = bytes.readUInt32BE(at)
    const end = at + 4 + length
    if (end > bytes.length) throw new Error('a block is cut off')
    const content = block(bytes.subarray(at + 4, end), left)
    left -= content.length
    blocks.push(content)
    at = end
  }
  return blocks.length === 1 && blocks[0] !== undefined ? blocks[0] : Buffer.concat(blocks)
}

/** Memory that Node does not own is freed late: the copy is cheaper. */
function block(bytes: Buffer, most: number): Uint8Array {
  if (contentLength(bytes) > most) throw new Error('it would become too large')
  const content = uncompressSync(bytes, { asBuffer: true, copyOutputData: true })
  return typeof content === 'string' ? Buffer.from(content) : content
}

/** A block begins with the length of its content. */
function contentLength(bytes: Buffer): number {
  let length = 0
  for (let index = 0; index < 5; index++) {
    const byte = bytes[index] ?? 0
    length += (byte & 0x7f) * 2 ** (7 * index)
    if (byte < 0x80) return length
  }
  return Infinity
}

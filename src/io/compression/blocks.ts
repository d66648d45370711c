/**
 * The same bytes in blocks of exactly `blockBytes`, the last one shorter: where the pieces end does not show. All blocks are
 * in the same memory: one is valid until the next is asked for. No bytes are one empty block.
 */
export function* inBlocks(pieces: Iterable<Uint8Array>, blockBytes: number): Iterable<Buffer> {
  const block = Buffer.allocUnsafeSlow(Math.min(blockBytes, bytesOf(pieces)))
  let used = 0
  for (const piece of pieces) {
    for (let at = 0; at < piece.length;) {
      if (used === block.length) {
        yield block
        used = 0
      }
      const part = piece.subarray(at, at + block.length - used)
      block.set(part, used)
      used += part.length
      at += part.length
    }
  }
  yield block.subarray(0, used)
}

function bytesOf(pieces: Iterable<Uint8Array>): number {
  let bytes = 0
  for (const { length } of pieces) bytes += length
  return bytes
}

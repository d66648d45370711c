/** From so many bytes on a call that copies is faster than a loop. */
const LONG_LITERALS = 24
const LONG_MATCH = 32
const LEAST_MATCH = 4

/**
 * Decompresses one LZ4 block into `to` from `at` on; gives where its content ends. Matches may reach back before `at` (linked
 * blocks). https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md. Throws where the block is damaged or `to` is too small.
 */
export function decompressLz4Block(
  block: { readonly bytes: Uint8Array; readonly begin: number; readonly end: number },
  to: Uint8Array,
  at: number,
): number {
  const { bytes, end } = block
  let from = block.begin
  let size = at
  while (from < end) {
    const token = bytes[from++] ?? 0
    let literals = token >>> 4
    if (literals === 15) {
      let byte = 255
      while (byte === 255 && from < end) literals += byte = bytes[from++] ?? 0
    }
    const literalsEnd = from + literals
    if (literalsEnd > end || size + literals > to.length) throw new Error('its literals reach too far')
    if (literals > LONG_LITERALS) {
      to.set(bytes.subarray(from, literalsEnd), size)
      size += literals
      from = literalsEnd
    } else while (from < literalsEnd) to[size++] = bytes[from++] ?? 0
    if (from === end) return size
    const distance = (bytes[from] ?? 0) | ((bytes[from + 1] ?? 0) << 8)
    from += 2
    let length = token & 15
    if (length === 15) {
      let byte = 255
      while (byte === 255 && from < end) length += byte = bytes[from++] ?? 0
    }
    const matchEnd = size + length + LEAST_MATCH
    if (distance === 0 || distance > size || matchEnd > to.length || from > end)
      throw new Error('a match is out of reach')
    let match = size - distance
    if (length > LONG_MATCH && distance >= length + LEAST_MATCH) {
      to.copyWithin(size, match, match + length + LEAST_MATCH)
      size = matchEnd
    } else while (size < matchEnd) to[size++] = to[match++] ?? 0
  }
  throw new Error('its last literals are missing')
}

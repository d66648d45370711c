/** A sequence of an LZ4 block: literals, then a match of at least 4 bytes, `distance` back in the content so far. */
export interface Lz4Sequence {
  readonly literals: Uint8Array
  readonly distance: number
  readonly length: number
}

/** A block and its content, made byte by byte. Distances are brought within what lies before, `before` included. */
export function encodeLz4Block(
  sequences: readonly Lz4Sequence[],
  last: Uint8Array,
  before: Uint8Array = new Uint8Array(),
): { readonly block: Buffer; readonly content: Buffer } {
  const block: number[] = []
  const content: number[] = [...before]
  for (const { literals, distance, length } of sequences) {
    content.push(...literals)
    const match = content.length === 0 ? 0 : 1 + (distance % Math.min(content.length, 0xffff))
    // Nothing to match yet: a literal of its own.
    const head = match === 0 ? Uint8Array.of(1) : literals
    if (match === 0) content.push(1)
    const back = match === 0 ? 1 : match
    block.push((Math.min(head.length, 15) << 4) | Math.min(length - 4, 15), ...rest(head.length), ...head)
    block.push(back & 0xff, back >>> 8, ...rest(length - 4))
    for (let left = length; left > 0; left--) content.push(content[content.length - back] ?? 0)
  }
  content.push(...last)
  block.push(Math.min(last.length, 15) << 4, ...rest(last.length), ...last)
  return { block: Buffer.from(block), content: Buffer.from(content.slice(before.length)) }
}

/** A frame of blocks of at most 64 KiB. */
export function lz4Frame(
  blocks: readonly { readonly bytes: Uint8Array; readonly isStored?: boolean }[],
  isLinked: boolean,
): Buffer {
  const head = Buffer.from([0x04, 0x22, 0x4d, 0x18, isLinked ? 0x40 : 0x60, 0x40, 0])
  const pieces = blocks.flatMap(({ bytes, isStored = false }) => [
    word(bytes.length + (isStored ? 0x8000_0000 : 0)),
    bytes,
  ])
  return Buffer.concat([head, ...pieces, word(0)])
}

/** The bytes after a length of 15 in a token. */
function rest(length: number): readonly number[] {
  if (length < 15) return []
  const left = length - 15
  return [...Array.from({ length: Math.floor(left / 255) }, () => 255), left % 255]
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

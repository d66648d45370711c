/** https://datatracker.ietf.org/doc/html/rfc8878 */
const MAGIC = 0xfd2fb528
const SKIPPABLE = 0x184d2a50
const MOST_BLOCK = 128 * 1024
const FIELD_BYTES = [0, 2, 4, 8] as const
const DICTIONARY_BYTES = [0, 1, 2, 4] as const

/** One frame: where it is, and most bytes of its content. */
export interface ZstdFrame {
  readonly begin: number
  readonly end: number
  readonly bound: number
}

/** The frames in `bytes`, from the headers of their blocks alone: how large they become is known before. Throws where they are damaged. */
export function zstdFrames(bytes: Buffer): readonly ZstdFrame[] {
  const frames: ZstdFrame[] = []
  for (let at = 0; at < bytes.length;) {
    need(bytes, at + 8)
    const magic = bytes.readUInt32LE(at)
    if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) {
      at += 8 + bytes.readUInt32LE(at + 4)
      need(bytes, at)
      continue
    }
    if (magic !== MAGIC) throw new Error('it is no zstd frame')
    const frame = readFrame(bytes, at)
    frames.push(frame)
    at = frame.end
  }
  return frames
}

function readFrame(bytes: Buffer, begin: number): ZstdFrame {
  const { at, contentBytes, window, checksum } = readHeader(bytes, begin + 4)
  const mostBlock = Math.min(window, MOST_BLOCK)
  let from = at
  let sum = 0
  for (let last = false; !last;) {
    need(bytes, from + 3)
    const word = bytes.readUIntLE(from, 3)
    const kind = (word >>> 1) & 3
    const size = word >>> 3
    if (kind === 3) throw new Error('its zstd frame has an unknown block')
    last = (word & 1) === 1
    sum += kind === 2 ? mostBlock : size
    from += 3 + (kind === 1 ? 1 : size)
  }
  const end = from + (checksum ? 4 : 0)
  need(bytes, end)
  if (contentBytes !== undefined && contentBytes > sum) throw new Error('its zstd frame promises too much')
  return { begin, end, bound: contentBytes ?? sum }
}

function readHeader(bytes: Buffer, begin: number) {
  const descriptor = bytes.readUInt8(begin)
  const single = (descriptor & 0b10_0000) !== 0
  const fieldFlag = descriptor >>> 6
  const fieldBytes = fieldFlag === 0 && single ? 1 : (FIELD_BYTES[fieldFlag] ?? 0)
  const windowAt = begin + 1
  const fieldAt = windowAt + (single ? 0 : 1) + (DICTIONARY_BYTES[descriptor & 3] ?? 0)
  const at = fieldAt + fieldBytes
  need(bytes, at)
  const contentBytes = fieldBytes === 0 ? undefined : readField(bytes, fieldAt, fieldBytes)
  const window = single ? (contentBytes ?? 0) : windowBytes(bytes.readUInt8(windowAt))
  return { at, contentBytes, window, checksum: (descriptor & 0b100) !== 0 }
}

function readField(bytes: Buffer, at: number, size: number): number {
  if (size === 1) return bytes.readUInt8(at)
  if (size === 2) return bytes.readUInt16LE(at) + 256
  if (size === 4) return bytes.readUInt32LE(at)
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32
}

function windowBytes(descriptor: number): number {
  const base = 2 ** (10 + (descriptor >>> 3))
  return base + (base / 8) * (descriptor & 7)
}

function need(bytes: Buffer, end: number): void {
  if (end > bytes.length) throw new Error('it is cut off')
}

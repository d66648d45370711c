import type { ObjectFormat } from '../../src/model/object-format.ts'

const SEPARATOR = 0x00
const HEADER = Buffer.from('BLK1')
const NUMBER_BYTES = 4

/** Records with their lengths before them, between a header and a footer that counts them. */
export const BLOCKS: ObjectFormat = {
  doc: 'Blocks: records with their lengths before them',
  suffix: '.blk',
  contentType: 'application/octet-stream',
  records: {
    separator: SEPARATOR,
    separatorReason: 'it contains a zero byte',
    refuse: (source, start) => (source[start] === 0x23 ? 'it is a comment' : undefined),
  },
  compressesItself: true,
  encode: (parts) => Promise.resolve([encodeBlocks(parts.map(({ records }) => splitRecords(records.chunks())).flat())]),
  countRecords: async (content) => {
    const pieces: Uint8Array[] = []
    for await (const piece of content) pieces.push(piece)
    return countBlocks(Buffer.concat(pieces))
  },
}

export function encodeBlocks(records: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat([
    HEADER,
    ...records.flatMap((record) => [number(record.length), record]),
    number(records.length),
  ])
}

function splitRecords(chunks: readonly Uint8Array[]): readonly Uint8Array[] {
  const bytes = Buffer.concat(chunks)
  const records: Uint8Array[] = []
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(SEPARATOR, start)
    records.push(bytes.subarray(start, end))
    start = end + 1
  }
  return records
}

function countBlocks(bytes: Buffer): number {
  if (!bytes.subarray(0, HEADER.length).equals(HEADER)) throw new Error('no header of blocks')
  let [at, count] = [HEADER.length, 0]
  while (at < bytes.length - NUMBER_BYTES) {
    at += NUMBER_BYTES + bytes.readUInt32BE(at)
    count++
  }
  if (at !== bytes.length - NUMBER_BYTES || bytes.readUInt32BE(at) !== count) throw new Error('the footer does not fit')
  return count
}

function number(value: number): Uint8Array {
  const bytes = Buffer.alloc(NUMBER_BYTES)
  bytes.writeUInt32BE(value)
  return bytes
}

import { gzipSync } from 'node:zlib'
import { crc32c } from '@node-rs/crc32'

/** A batch as tests describe it: written by code that shares nothing with the one that reads. */
export interface TestBatch {
  readonly firstOffset: number
  /** Offsets from the first one, ascending; compaction leaves gaps. */
  readonly records: readonly { readonly delta: number; readonly key?: string; readonly value: string | undefined }[]
  readonly lastDelta: number
  readonly codec: 0 | 1
  readonly headers: number
}

export function buildBatch({ firstOffset, records, lastDelta, codec, headers }: TestBatch): Buffer {
  const plain = Buffer.concat(records.map((record) => buildRecord(record, headers)))
  const body = codec === 1 ? gzipSync(plain) : plain
  const head = Buffer.alloc(61)
  head.writeBigInt64BE(BigInt(firstOffset), 0)
  head.writeInt32BE(49 + body.length, 8)
  head.writeInt8(2, 16)
  head.writeInt16BE(codec, 21)
  head.writeInt32BE(lastDelta, 23)
  head.writeBigInt64BE(-1n, 43)
  head.writeInt32BE(records.length, 57)
  return withChecksum(Buffer.concat([head, body]))
}

/** The same batch with the checksum that its content has. */
export function withChecksum(batch: Buffer): Buffer {
  const copy = Buffer.from(batch)
  copy.writeUInt32BE(crc32c(copy.subarray(21)), 17)
  return copy
}

function buildRecord({ delta, key, value }: TestBatch['records'][number], headers: number): Buffer {
  const header = Buffer.concat([sized('h'), sized(undefined)])
  const inside = Buffer.concat([
    Buffer.from([0]),
    varint(delta * 1000),
    varint(delta),
    sized(key),
    sized(value),
    varint(headers),
    ...Array.from({ length: headers }, () => header),
  ])
  return Buffer.concat([varint(inside.length), inside])
}

function sized(text: string | undefined): Buffer {
  if (text === undefined) return varint(-1)
  const bytes = Buffer.from(text)
  return Buffer.concat([varint(bytes.length), bytes])
}

function varint(value: number): Buffer {
  let rest = value < 0 ? -2n * BigInt(value) - 1n : 2n * BigInt(value)
  const bytes: number[] = []
  for (; rest > 127n; rest /= 128n) bytes.push(Number(rest % 128n) + 128)
  return Buffer.from([...bytes, Number(rest)])
}

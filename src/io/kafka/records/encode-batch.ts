import { crc32c } from '../../../lib/crc32c.ts'
import { BEFORE_LENGTH, CHECKED_FROM, HEADER_BYTES } from './batch-header.ts'

/** A record to be written; without a key `undefined`. */
export interface NewRecord {
  readonly key: Uint8Array | undefined
  readonly value: Uint8Array
}

const NO_PRODUCER = Buffer.alloc(14, 0xff)
/** Length, attributes, time, offset, two lengths, headers, at most. */
const RECORD_OVERHEAD = 32

/** One uncompressed record batch; its offsets are the broker's matter. `timestamp`: milliseconds since the Unix epoch, of all records. */
export function encodeRecordBatch(records: readonly NewRecord[], timestamp: number): Buffer {
  const most = records.reduce((sum, record) => sum + contentBytes(record) + RECORD_OVERHEAD, HEADER_BYTES)
  const bytes = Buffer.allocUnsafe(most)
  let at = HEADER_BYTES
  for (const [index, record] of records.entries()) at = writeRecord(bytes, at, { record, index })
  writeHeader(bytes.subarray(0, at), records.length, timestamp)
  return bytes.subarray(0, at)
}

function contentBytes({ key, value }: NewRecord): number {
  return (key?.length ?? 0) + value.length
}

function writeHeader(bytes: Buffer, records: number, timestamp: number): void {
  bytes.writeBigInt64BE(0n, 0)
  bytes.writeInt32BE(bytes.length - BEFORE_LENGTH, 8)
  bytes.writeInt32BE(-1, 12)
  bytes.writeInt8(2, 16)
  bytes.writeInt16BE(0, 21)
  bytes.writeInt32BE(records - 1, 23)
  bytes.writeBigInt64BE(BigInt(timestamp), 27)
  bytes.writeBigInt64BE(BigInt(timestamp), 35)
  NO_PRODUCER.copy(bytes, 43)
  bytes.writeInt32BE(records, 57)
  bytes.writeUInt32BE(crc32c(bytes.subarray(CHECKED_FROM)), 17)
}

function writeRecord(bytes: Buffer, begin: number, { record, index }: { record: NewRecord; index: number }): number {
  const { key, value } = record
  const keyLength = key?.length ?? -1
  const inside = 3 + varintBytes(index) + varintBytes(keyLength) + varintBytes(value.length) + contentBytes(record)
  let at = writeVarint(bytes, begin, inside)
  bytes[at++] = 0
  bytes[at++] = 0
  at = writeVarint(bytes, at, index)
  at = writeVarint(bytes, at, keyLength)
  if (key !== undefined) bytes.set(key, at)
  at = writeVarint(bytes, at + (key?.length ?? 0), value.length)
  bytes.set(value, at)
  at += value.length
  bytes[at++] = 0
  return at
}

function writeVarint(bytes: Buffer, begin: number, value: number): number {
  let at = begin
  let rest = zigzag(value)
  while (rest >= 0x80) {
    bytes[at++] = (rest & 0x7f) | 0x80
    rest >>>= 7
  }
  bytes[at++] = rest
  return at
}

function varintBytes(value: number): number {
  let bytes = 1
  for (let rest = zigzag(value); rest >= 0x80; rest >>>= 7) bytes++
  return bytes
}

function zigzag(value: number): number {
  return ((value << 1) ^ (value >> 31)) >>> 0
}

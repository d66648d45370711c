import { crc32 as native } from '@node-rs/crc32'

/** CRC32 as gzip has it (IEEE), unsigned; `before` continues the value of the bytes that come before these. */
export function crc32(bytes: Uint8Array, before = 0): number {
  return native(bytes, before)
}

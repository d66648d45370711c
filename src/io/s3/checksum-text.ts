const CRC_BYTES = 4

/** A CRC32C as S3 writes it. */
export function checksumText(crc: number): string {
  const bytes = Buffer.alloc(CRC_BYTES)
  bytes.writeUInt32BE(crc)
  return bytes.toString('base64')
}

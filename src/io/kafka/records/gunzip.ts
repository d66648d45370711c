import { gunzipSync } from 'node:zlib'

const LEAST_CHUNK = 1024
const MOST_CHUNK = 1024 * 1024

/** The last four bytes say how long the content is: taken as a hint, it all comes in one piece. */
export function gunzip(bytes: Buffer, most: number): Uint8Array {
  const hint = bytes.length < 4 ? 0 : bytes.readUInt32LE(bytes.length - 4) + 1
  const chunkSize = Math.min(Math.max(hint, LEAST_CHUNK), MOST_CHUNK)
  return gunzipSync(bytes, { chunkSize, maxOutputLength: most })
}

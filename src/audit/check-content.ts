import { crc32c } from '../lib/crc32c.ts'
import type { ObjectMetadata } from '../model/object-metadata.ts'

const NEWLINE = 10

/** Reads an object's lines, as they were before compression, and compares count and CRC32C with its metadata; gives the difference in words, or nothing. */
export async function checkContent(
  body: AsyncIterable<Uint8Array>,
  metadata: ObjectMetadata,
): Promise<string | undefined> {
  let [lines, crc] = [0, 0]
  for await (const chunk of body) {
    crc = crc32c(chunk, crc)
    lines += countNewlines(chunk)
  }
  if (lines !== metadata.records) return `it has ${lines} lines, its metadata says ${metadata.records}`
  return crc === metadata.crc ? undefined : 'its CRC32C is not the one of its metadata'
}

function countNewlines(chunk: Uint8Array): number {
  let count = 0
  for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, at + 1)) count++
  return count
}

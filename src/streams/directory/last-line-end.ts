import type { FileHandle } from 'node:fs/promises'
import { readFully } from './read-fully.ts'

const STRIDE = 64 * 1024
const NEWLINE = 0x0a

/** The position after the last complete line of the file's first `size` bytes: looks backwards from there. */
export async function lastLineEnd(file: FileHandle, size: number): Promise<number> {
  const buffer = Buffer.allocUnsafe(Math.min(STRIDE, size))
  let end = size
  while (end > 0) {
    const begin = Math.max(0, end - STRIDE)
    const read = await readFully(file, buffer.subarray(0, end - begin), begin)
    const newline = buffer.subarray(0, read).lastIndexOf(NEWLINE)
    if (newline >= 0) return begin + newline + 1
    end = begin
  }
  return 0
}

import type { FileHandle } from 'node:fs/promises'

/** Reads into `buffer[0, length)` from byte `position` of the file; gives how many bytes there were before its end. */
export async function readFully(
  file: FileHandle,
  buffer: Uint8Array,
  length: number,
  position: number,
): Promise<number> {
  let filled = 0
  while (filled < length) {
    const { bytesRead } = await file.read(buffer, filled, length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return filled
}

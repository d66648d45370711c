import type { DiskFile } from './disk-files.ts'

const PIECE_BYTES = 1024 * 1024

/** Writes all bytes, in as many calls as the system wants. */
export async function writeFully(file: DiskFile, data: Uint8Array): Promise<void> {
  let rest = data
  while (rest.length > 0) rest = rest.subarray(await file.write(rest))
}

/** The same bytes in pieces of at most 1 MiB: few system calls for many small chunks, and often a moment to stop in a big one. */
export function* inPieces(chunks: readonly Uint8Array[]): Generator<Uint8Array> {
  let gathered: Uint8Array[] = []
  let size = 0
  for (const chunk of chunks) {
    for (let start = 0; start < chunk.length; start += PIECE_BYTES) {
      const part = chunk.subarray(start, start + PIECE_BYTES)
      if (size + part.length > PIECE_BYTES) {
        yield joined(gathered)
        gathered = []
        size = 0
      }
      gathered.push(part)
      size += part.length
    }
  }
  if (size > 0) yield joined(gathered)
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts
  return parts.length === 1 && only !== undefined ? only : Buffer.concat(parts)
}

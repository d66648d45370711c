import type { DiskFiles, FileFacts } from './disk-files.ts'
import { unless } from './error-code.ts'
import { NODE_FILES } from './node-disk-files.ts'

/** The bytes of a file and what identifies this content; nothing where there is no file. */
export async function readFileIfAny(
  path: string,
  files: DiskFiles = NODE_FILES,
): Promise<{ readonly bytes: Buffer; readonly facts: FileFacts } | undefined> {
  const file = await unless(['ENOENT'], files.open(path, 'read'))
  if (file === undefined) return undefined
  try {
    const facts = await file.facts()
    const bytes = Buffer.allocUnsafe(facts.size)
    let length = 0
    while (length < bytes.length) {
      const read = await file.read(bytes.subarray(length), length)
      if (read === 0) break
      length += read
    }
    return { bytes: bytes.subarray(0, length), facts }
  } finally {
    await file.close()
  }
}

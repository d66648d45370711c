import { dirname } from 'node:path'
import type { DiskFiles } from './disk-files.ts'
import { makeDirectoryDurably } from './make-directory-durably.ts'
import { NODE_FILES } from './node-disk-files.ts'
import { removeTemporaryFile, writeTemporaryFile } from './temporary-file.ts'

export interface ReplaceDurablyOptions {
  /** Permissions of the file, before the umask; 0o666 by default. */
  readonly mode?: number | undefined
  readonly signal?: AbortSignal | undefined
  readonly files?: DiskFiles | undefined
}

/**
 * Puts a file with this content in the place of whatever is there: a reader sees the old one or the new one, never a part,
 * and so it is after a crash. Durable when it resolves.
 */
export async function replaceDurably(
  path: string,
  chunks: readonly Uint8Array[],
  options: ReplaceDurablyOptions = {},
): Promise<void> {
  const { files = NODE_FILES, mode = 0o666, signal } = options
  const directory = dirname(path)
  await makeDirectoryDurably(directory, { files })
  const temporary = await writeTemporaryFile({ directory, chunks, mode, signal, files })
  try {
    await files.rename(temporary, path)
  } catch (error) {
    await removeTemporaryFile(temporary, files)
    throw error
  }
  await files.syncDirectory(directory)
}

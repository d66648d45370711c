import { dirname } from 'node:path'
import type { DiskFiles } from './disk-files.ts'
import { errorCode, unless } from './error-code.ts'
import { makeDirectoryDurably } from './make-directory-durably.ts'
import { NODE_FILES } from './node-disk-files.ts'
import { removeTemporaryFile, writeTemporaryFile } from './temporary-file.ts'
import { UnsuitableFileSystemError } from './unsuitable-file-system-error.ts'

export interface CreateDurablyOptions {
  readonly signal?: AbortSignal | undefined
  /** Where the file is written before it gets its name: on the same file system; the file's own directory by default. */
  readonly temporaryDirectory?: string | undefined
  /** Permissions of the file, before the umask; 0o666 by default. */
  readonly mode?: number | undefined
  readonly files?: DiskFiles | undefined
}

/**
 * Makes a file with these bytes, all or nothing and only where there is none: of any number of racers exactly one gets
 * `created`. Missing directories are made. When it resolves, with either outcome, the file that is there survives a power
 * failure. After a rejection the file may be there, whole; then the next call says `exists`.
 * Rejects with system errors, UnsuitableFileSystemError (no hard links) or the signal's reason.
 */
export async function createDurably(
  path: string,
  chunks: readonly Uint8Array[],
  options: CreateDurablyOptions = {},
): Promise<'created' | 'exists'> {
  const { files = NODE_FILES, mode = 0o666, signal, temporaryDirectory = dirname(path) } = options
  signal?.throwIfAborted()
  if (await settleExisting(path, files)) return 'exists'
  await makeDirectoryDurably(dirname(path), { files })
  await makeDirectoryDurably(temporaryDirectory, { files })
  const temporary = await writeTemporaryFile({ directory: temporaryDirectory, chunks, mode, signal, files })
  try {
    return await linkDurably(temporary, path, files)
  } finally {
    await removeTemporaryFile(temporary, files)
  }
}

/** Whoever finds the file cannot know whether the one who made it lived to make it durable. */
async function settleExisting(path: string, files: DiskFiles): Promise<boolean> {
  const file = await unless(['ENOENT'], files.open(path, 'read'))
  if (file === undefined) return false
  try {
    await file.sync()
  } finally {
    await file.close()
  }
  await makeDirectoryDurably(dirname(path), { files })
  await files.syncDirectory(dirname(path))
  return true
}

async function linkDurably(temporary: string, path: string, files: DiskFiles): Promise<'created' | 'exists'> {
  try {
    await files.link(temporary, path)
  } catch (error) {
    if (errorCode(error) === 'EEXIST' && (await settleExisting(path, files))) return 'exists'
    throw explained(error, path)
  }
  await files.syncDirectory(dirname(path))
  return 'created'
}

function explained(error: unknown, path: string): unknown {
  const unsupported = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'].includes(errorCode(error) ?? '')
  if (!unsupported) return error
  return new UnsuitableFileSystemError(path, 'its file system does not support hard links', { cause: error })
}

import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { DiskFile, DiskFiles } from './disk-files.ts'
import { unless } from './error-code.ts'
import { removeStaleFiles, temporaryName } from './stale-files.ts'
import { NODE_PROCESSES } from './process-identity.ts'
import { inPieces, writeFully } from './write-fully.ts'

export interface TemporaryFileOptions {
  /** An existing directory on the file system where the file shall go. */
  readonly directory: string
  readonly chunks: readonly Uint8Array[]
  /** Permissions, before the umask. */
  readonly mode: number
  readonly signal?: AbortSignal | undefined
  readonly files: DiskFiles
}

/** Writes a durable file under a name that nobody else uses, and gives its path. Leaves nothing behind when it fails or is aborted. */
export async function writeTemporaryFile(options: TemporaryFileOptions): Promise<string> {
  const { directory, files, mode } = options
  const identity = await NODE_PROCESSES.self()
  const path = join(directory, temporaryName(identity, randomBytes(8).toString('hex')))
  const file = await files.open(path, 'create', mode)
  try {
    await removeStaleFiles(directory, { path, files })
    await fill(file, options)
  } catch (error) {
    await removeTemporaryFile(path, files)
    throw error
  }
  return path
}

async function fill(file: DiskFile, options: TemporaryFileOptions): Promise<void> {
  try {
    for (const piece of inPieces(options.chunks)) {
      options.signal?.throwIfAborted()
      await writeFully(file, piece)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  options.signal?.throwIfAborted()
}

/** One that cannot be removed does no harm: it is swept away when its process is gone. */
export async function removeTemporaryFile(path: string, files: DiskFiles): Promise<void> {
  await unless(['ENOENT', 'EACCES', 'EPERM', 'EROFS', 'EIO', 'EBUSY'], files.remove(path))
}

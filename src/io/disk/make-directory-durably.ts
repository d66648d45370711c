import { dirname, resolve } from 'node:path'
import type { DiskFiles } from './disk-files.ts'
import { errorCode, unless } from './error-code.ts'
import { NODE_FILES } from './node-disk-files.ts'

/** Directories that this process knows to be durable, by path, with their identity: one that was made anew is looked at again. */
const DURABLE = new WeakMap<DiskFiles, Map<string, string>>()

export interface MakeDirectoryOptions {
  /** Permissions of new directories, before the umask. */
  readonly mode?: number | undefined
  readonly files?: DiskFiles | undefined
}

/**
 * Makes a directory and its missing ancestors; when it resolves, they survive a power failure. Also directories that were
 * found are made durable, once per process: whoever made them may have died before he could.
 */
export async function makeDirectoryDurably(path: string, options: MakeDirectoryOptions = {}): Promise<void> {
  const files = options.files ?? NODE_FILES
  const durable = DURABLE.get(files) ?? new Map<string, string>()
  DURABLE.set(files, durable)
  await settle(resolve(path), { files, durable, mode: options.mode ?? 0o777 })
}

interface Settling {
  readonly files: DiskFiles
  readonly durable: Map<string, string>
  readonly mode: number
}

async function settle(path: string, settling: Settling): Promise<void> {
  const { files, durable, mode } = settling
  const found = await unless(['ENOENT'], files.facts(path))
  if (found !== undefined && durable.get(path) === found.identity) return
  const parent = dirname(path)
  if (parent === path) return
  await settle(parent, settling)
  if (found === undefined) await unless(['EEXIST'], files.makeDirectory(path, mode))
  await syncParent(parent, { madeHere: found === undefined, files })
  durable.set(path, (found ?? (await files.facts(path))).identity)
}

/** A directory of others, which we may not open, is theirs to look after. */
async function syncParent(
  parent: string,
  how: { readonly madeHere: boolean; readonly files: DiskFiles },
): Promise<void> {
  try {
    await how.files.syncDirectory(parent)
  } catch (error) {
    const forbidden = ['EACCES', 'EPERM', 'EROFS', 'EINVAL', 'ENOTSUP'].includes(errorCode(error) ?? '')
    if (how.madeHere || !forbidden) throw error
  }
}

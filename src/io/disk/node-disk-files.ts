import { constants, watch } from 'node:fs'
import type { BigIntStats } from 'node:fs'
import { link, mkdir, open, readdir, rename, stat, statfs, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import type { DiskFile, DiskFiles, FileFacts, OpenMode } from './disk-files.ts'

const FLAGS: { readonly [how in OpenMode]: number } = {
  read: constants.O_RDONLY,
  append: constants.O_RDWR | constants.O_APPEND,
  create: constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL,
}

/** The files of this machine. */
export const NODE_FILES: DiskFiles = {
  open: async (path, how, mode) => diskFile(await open(path, FLAGS[how], mode)),
  link,
  rename,
  remove: unlink,
  makeDirectory: async (path, mode) => {
    await mkdir(path, { mode })
  },
  list: readdir,
  facts: async (path) => fileFacts(await stat(path, { bigint: true })),
  syncDirectory,
  fileSystemType: async (path) => (await statfs(path)).type,
  watch: watchDirectory,
}

function diskFile(handle: FileHandle): DiskFile {
  return {
    write: async (data) => (await handle.write(data)).bytesWritten,
    read: async (buffer, position) => (await handle.read(buffer, 0, buffer.length, position)).bytesRead,
    sync: () => handle.sync(),
    dataSync: () => handle.datasync(),
    facts: async () => fileFacts(await handle.stat({ bigint: true })),
    close: () => handle.close(),
  }
}

function fileFacts(stats: BigIntStats): FileFacts {
  return { identity: `${stats.dev}:${stats.ino}`, size: Number(stats.size), modifiedMs: Number(stats.mtimeMs) }
}

/** Windows cannot open directories; its file systems keep names by themselves. */
async function syncDirectory(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(path, constants.O_RDONLY | constants.O_DIRECTORY)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Whoever watches also looks from time to time, so where the system cannot watch (limits, missing directory) that must do. */
function watchDirectory(directory: string, onChange: () => void): () => void {
  try {
    const watcher = watch(directory, { persistent: false }, onChange)
    watcher.on('error', () => watcher.close())
    return () => watcher.close()
  } catch {
    return () => {}
  }
}

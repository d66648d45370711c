import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../services/run-command.ts'

/** A file system of one megabyte. */
export interface TightDisk {
  readonly directory: string
  readonly close: () => Promise<void>
}

/** Nothing where this user may not mount one. */
export async function tightDisk(): Promise<TightDisk | undefined> {
  const directory = await mkdtemp(join(tmpdir(), 'strmctl-tight-'))
  try {
    await runCommand(['mount', '-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', directory])
  } catch {
    await rm(directory, { recursive: true })
    return undefined
  }
  return {
    directory,
    close: async () => {
      await runCommand(['umount', directory])
      await rm(directory, { recursive: true })
    },
  }
}

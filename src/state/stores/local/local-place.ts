import { basename, dirname, join } from 'node:path'
import type { DiskFiles } from '../../../io/disk/disk-files.ts'
import { unless } from '../../../io/disk/error-code.ts'

/** Where a local state is kept: the state file, and beside it the journal's directory and the backups. */
export interface LocalPlace {
  /** Absolute path of the state file. */
  readonly path: string
  readonly files: DiskFiles
}

export function journalDirectory(place: LocalPlace): string {
  return `${place.path}.journal`
}

/** `timeMs`: since the Unix epoch. The names sort by time. */
export function backupPath(place: LocalPlace, timeMs: number): string {
  return `${place.path}.${new Date(timeMs).toISOString().replaceAll(':', '-')}.backup`
}

/** Paths of all backups, the oldest first. */
export async function listBackups(place: LocalPlace): Promise<readonly string[]> {
  const directory = dirname(place.path)
  const prefix = `${basename(place.path)}.`
  const names = (await unless(['ENOENT'], place.files.list(directory))) ?? []
  const backups = names.filter((name) => name.startsWith(prefix) && name.endsWith('.backup'))
  return backups.toSorted().map((name) => join(directory, name))
}

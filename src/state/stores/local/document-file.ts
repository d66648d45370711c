import { dirname } from 'node:path'
import { unless } from '../../../io/disk/error-code.ts'
import { readFileIfAny } from '../../../io/disk/read-file.ts'
import { replaceDurably } from '../../../io/disk/replace-durably.ts'
import type { StoredDocument } from '../state-backend.ts'
import { backupPath, listBackups, type LocalPlace } from './local-place.ts'

/** Backups that are kept. */
const BACKUPS = 5
const MODE = 0o600

/** The state file; `unchanged` where it still is the version `known`. */
export async function readDocumentFile(
  { path, files }: LocalPlace,
  known: string | undefined,
): Promise<StoredDocument | 'unchanged' | undefined> {
  const facts = await unless(['ENOENT'], files.facts(path))
  if (facts === undefined) return undefined
  const version = `${facts.identity} ${facts.size} ${facts.modifiedMs}`
  if (known === version) return 'unchanged'
  const content = await readFileIfAny(path, files)
  return content && { version, text: content.bytes.toString() }
}

/** Puts a new one in its place and keeps the one before as a backup, under the time `now` (milliseconds since the Unix epoch). */
export async function replaceDocumentFile(place: LocalPlace, text: string, now: number): Promise<void> {
  const { path, files } = place
  await backUp(place, now)
  await replaceDurably(path, [Buffer.from(text)], { mode: MODE, files })
}

/** A second name for the file is enough, since it is replaced and never changed. */
async function backUp(place: LocalPlace, now: number): Promise<void> {
  const { path, files } = place
  const linked = await unless(
    ['ENOENT', 'EEXIST'],
    files.link(path, backupPath(place, now)).then(() => true),
  )
  if (linked !== true) return
  await files.syncDirectory(dirname(path))
  const backups = await listBackups(place)
  for (const old of backups.slice(0, -BACKUPS)) await unless(['ENOENT'], files.remove(old))
}

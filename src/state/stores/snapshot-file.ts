import { dirname } from 'node:path'
import { unless } from '../../io/disk/error-code.ts'
import { readFileIfAny } from '../../io/disk/read-file.ts'
import { replaceDurably } from '../../io/disk/replace-durably.ts'
import { parseDocument } from '../document/parse-document.ts'
import type { ParsedDocument } from '../document/parse-document.ts'
import { printDocument } from '../document/state-document.ts'
import type { StoredState } from '../document/stored-state.ts'
import { backupPath, listBackups } from './local-place.ts'
import type { LocalPlace } from './local-place.ts'

/** Backups that are kept. */
const BACKUPS = 5
const MODE = 0o600

/** The state file: a copy of the state for people, backups and other machines. The journal beside it decides. */
export class SnapshotFile {
  readonly #place: LocalPlace
  #known: { readonly sign: string; readonly parsed: ParsedDocument } | undefined

  constructor(place: LocalPlace) {
    this.#place = place
  }

  /** What is in it, or nothing where there is none. Parsed once for as long as the file is the same. */
  async read(): Promise<ParsedDocument | undefined> {
    const { path, files } = this.#place
    const facts = await unless(['ENOENT'], files.facts(path))
    if (facts === undefined) return undefined
    const sign = `${facts.identity} ${facts.size} ${facts.modifiedMs}`
    if (this.#known?.sign === sign) return this.#known.parsed
    const content = await readFileIfAny(path, files)
    if (content === undefined) return undefined
    const parsed = parseDocument(content.bytes.toString())
    this.#known = { sign, parsed }
    return parsed
  }

  /** Puts a new one in its place and keeps the one before as a backup, under the time `now` (milliseconds since the Unix epoch). */
  async write(state: StoredState, how: { readonly release: string; readonly now: number }): Promise<void> {
    const { path, files } = this.#place
    await this.#backUp(how.now)
    await replaceDurably(path, [Buffer.from(printDocument(state, how.release))], { mode: MODE, files })
  }

  /** A second name for the file is enough, since it is replaced and never changed. */
  async #backUp(now: number): Promise<void> {
    const { path, files } = this.#place
    const linked = await unless(
      ['ENOENT', 'EEXIST'],
      files.link(path, backupPath(this.#place, now)).then(() => true),
    )
    if (linked !== true) return
    await files.syncDirectory(dirname(path))
    const backups = await listBackups(this.#place)
    for (const old of backups.slice(0, -BACKUPS)) await unless(['ENOENT'], files.remove(old))
  }
}

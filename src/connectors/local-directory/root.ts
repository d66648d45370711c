import type { Stats } from 'node:fs'
import { realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { SinkError } from '../../model/connector.ts'
import type { DiskFiles } from '../../io/disk/disk-files.ts'
import { errorCode } from '../../io/disk/error-code.ts'
import { makeDirectoryDurably } from '../../io/disk/make-directory-durably.ts'
import { NODE_FILES } from '../../io/disk/node-disk-files.ts'

/**
 * The directory that objects are created below. Only `ensure` creates it, when the connector is checked. While exporters run,
 * a directory that is gone stays gone (`missing-place`), and so does one whose disk was unmounted: objects written to the
 * empty place underneath would vanish when the disk is back.
 */
export class Root {
  readonly path: string
  /** Creates directories below the root, never the root itself. */
  readonly files: DiskFiles
  #device: number | undefined

  constructor(path: string) {
    this.path = path
    this.files = { ...NODE_FILES, makeDirectory: (below, mode) => this.#makeBelow(below, mode) }
  }

  /** Creates the directory and its ancestors where they are absent. */
  async ensure(): Promise<void> {
    if ((await this.#find()) === undefined) await makeDirectoryDurably(this.path)
    await this.require()
  }

  /** Rejects with SinkError `missing-place` unless it is the directory that it was. */
  async require(): Promise<void> {
    const found = await this.#find()
    if (found === undefined) throw this.#missing('it does not exist')
    if (!found.isDirectory()) throw this.#missing('it is not a directory')
    if (this.#device !== undefined && this.#device !== found.dev) {
      throw this.#missing('another file system is mounted there now')
    }
    this.#device = found.dev
  }

  async #find(): Promise<Stats | undefined> {
    try {
      return await stat(this.path)
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined
      if (errorCode(error) === 'ENOTDIR') throw this.#missing('it lies below a file')
      throw error
    }
  }

  async #makeBelow(path: string, mode: number | undefined): Promise<void> {
    if (!path.startsWith(join(this.path, '/'))) throw this.#missing('it does not exist')
    await NODE_FILES.makeDirectory(path, mode)
  }

  #missing(why: string): SinkError {
    return new SinkError('missing-place', `Cannot write below "${this.path}": ${why}`)
  }
}

/** The path without symbolic links, as far as it exists. */
export async function realPlace(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(await realPlace(parent), basename(path))
  }
}

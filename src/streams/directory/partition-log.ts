import { open, stat } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { errorCode } from '../../io/disk/error-code.ts'
import { PARTITION_MISSING, PARTITION_REPLACED, PARTITION_REWRITTEN, PARTITION_SHRUNK } from './diagnostics.ts'
import { isSameLog, isShortIdentity, logIdentity } from './log-identity.ts'
import { problem } from './problem.ts'
import { readFully } from './read-fully.ts'

const NEWLINE = 0x0a

/**
 * One partition file, watched for what must not happen to it. The file stays open while it is read; every look goes to
 * its path, so that another file at that place is noticed.
 */
export class PartitionLog {
  readonly #path: string
  #identity: string | undefined
  #file: FileHandle | undefined

  /** `identity`: as an earlier run recorded it, where known. */
  constructor(path: string, identity: string | undefined) {
    this.#path = path
    this.#identity = identity
  }

  /** As known by now: from an earlier run, or from what was read. */
  get identity(): string | undefined {
    return this.#identity
  }

  /** Bytes of the file now, at least `offset`. Rejects with a DiagnosedError when it is missing, shorter or another file. */
  async size(offset: number): Promise<number> {
    const found = await this.#stat()
    if (this.#identity !== undefined && !this.#identity.startsWith(`${found.ino}:`)) throw this.#replaced()
    if (found.size < offset) throw this.#shrunk(found.size, offset)
    return found.size
  }

  /**
   * Fills the buffer from position `offset - 1` on (from 0 at the beginning), so that the byte before `offset`
   * shows that a line begins there. Gives the bytes read.
   */
  async read(buffer: Uint8Array, offset: number): Promise<number> {
    const file = await this.#open()
    const read = await readFully(file, buffer, Math.max(0, offset - 1))
    if (offset > 0 && read > 0 && buffer[0] !== NEWLINE) throw this.#rewritten(offset)
    return read
  }

  /** The position of the first newline in `[from, to)`, or nothing. */
  async findNewline(from: number, to: number, buffer: Uint8Array): Promise<number | undefined> {
    const file = await this.#open()
    for (let at = from; at < to;) {
      const read = await readFully(file, buffer.subarray(0, to - at), at)
      const newline = buffer.subarray(0, read).indexOf(NEWLINE)
      if (newline >= 0) return at + newline
      if (read === 0) return undefined
      at += read
    }
    return undefined
  }

  /** Gives the file descriptor back; reading opens it again. Idempotent. */
  async close(): Promise<void> {
    const file = this.#file
    this.#file = undefined
    await file?.close()
  }

  async #open(): Promise<FileHandle> {
    this.#file ??= await open(this.#path, 'r').catch((error: unknown) => {
      throw this.#explain(error)
    })
    if (this.#identity !== undefined && !(await isSameLog(this.#file, this.#identity))) throw this.#replaced()
    if (this.#identity === undefined || isShortIdentity(this.#identity)) {
      this.#identity = await logIdentity(this.#file)
    }
    return this.#file
  }

  async #stat(): Promise<{ readonly size: number; readonly ino: bigint }> {
    try {
      const { size, ino } = await stat(this.#path, { bigint: true })
      return { size: Number(size), ino }
    } catch (error) {
      throw this.#explain(error)
    }
  }

  #explain(error: unknown): unknown {
    const code = errorCode(error)
    if (code !== 'ENOENT' && code !== 'ENOTDIR') return error
    return problem(
      PARTITION_MISSING,
      `The file "${this.#path}" is gone. Its events cannot be exported any more, and nothing was skipped. Put it back as it was.`,
      error,
    )
  }

  #shrunk(size: number, offset: number): Error {
    return problem(
      PARTITION_SHRUNK,
      `The file "${this.#path}" has ${size} bytes, but it was read up to byte ${offset} before. Restore it; only appending is allowed.`,
    )
  }

  #replaced(): Error {
    return problem(
      PARTITION_REPLACED,
      `The file "${this.#path}" is not the one that was read before: its inode or its first bytes differ. Restore the original file, or delete and create the exporter to start afresh with this one.`,
    )
  }

  #rewritten(offset: number): Error {
    return problem(
      PARTITION_REWRITTEN,
      `In "${this.#path}" no line begins at byte ${offset}, where reading has to go on: the file was changed before that place. Restore it; only appending is allowed.`,
    )
  }
}

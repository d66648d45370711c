import type { FileHandle } from 'node:fs/promises'
import type { Clock } from '../../model/clock.ts'
import { readFully } from './read-fully.ts'

/** Code of the error for a write that a disk took a part of. Going on would mix lines of several writers. */
export const PARTLY_WRITTEN = 'EPARTLY'

const NEWLINE = 0x0a
/** How long the end of a file must stay as it is before an unfinished line there counts as left over. */
const UNFINISHED_MS = 200

/**
 * Appends whole lines to a partition file: one write for each call, so that lines of several writers never mix. After a
 * line that was left unfinished (a writer was killed, the disk was full) it begins a new one.
 */
export class PartitionWriter {
  readonly #file: FileHandle
  readonly #clock: Clock
  #closed = false
  /** Whether a line may be left unfinished at the end of the file. */
  #doubtful = true

  constructor(file: FileHandle, clock: Clock) {
    this.#file = file
    this.#clock = clock
  }

  async append(lines: readonly string[]): Promise<void> {
    if (lines.length === 0) return
    const beginsAnew = this.#doubtful && (await this.#isUnfinished())
    const data = Buffer.from(`${beginsAnew ? '\n' : ''}${lines.join('\n')}\n`)
    this.#doubtful = true
    const { bytesWritten } = await this.#file.write(data)
    if (bytesWritten < data.length) {
      const message = `Cannot append events: ${bytesWritten} of ${data.length} bytes written`
      throw Object.assign(new Error(message), { code: PARTLY_WRITTEN })
    }
    this.#doubtful = false
  }

  async close(): Promise<void> {
    if (this.#closed) return
    this.#closed = true
    try {
      await this.#file.sync()
    } finally {
      await this.#file.close()
    }
  }

  /** A line that another writer is just writing is soon whole. */
  async #isUnfinished(): Promise<boolean> {
    const before = await this.#end()
    if (before.isWhole) return false
    await this.#clock.sleep(UNFINISHED_MS)
    const after = await this.#end()
    return after.isWhole ? false : after.size === before.size || (await this.#isUnfinished())
  }

  async #end(): Promise<{ readonly size: number; readonly isWhole: boolean }> {
    const { size } = await this.#file.stat()
    const last = new Uint8Array(1)
    const isWhole = size === 0 || (await readFully(this.#file, last, size - 1)) === 0 || last[0] === NEWLINE
    return { size, isWhole }
  }
}

import type { Fetched } from '../../model/stream.ts'
import type { BufferPool } from './buffer-pool.ts'
import { CHUNK_BYTES } from './buffer-pool.ts'
import { RECORD_TOO_LARGE } from './diagnostics.ts'
import { FetchedLines } from './fetched-lines.ts'
import { partitionFile } from './layout.ts'
import { PartitionLog } from './partition-log.ts'
import { problem } from './problem.ts'

/** One event is held in memory as a whole. */
const LONGEST_RECORD = 64 * 1024 * 1024
const NEWLINE = 0x0a

export interface PartitionPosition {
  readonly root: string
  readonly partition: number
  readonly offset: number
  readonly log?: string
  readonly pool: BufferPool
}

/** Reads one partition on from a position, complete lines only. */
export class PartitionReader {
  readonly #at: PartitionPosition
  readonly #path: string
  readonly #log: PartitionLog
  #offset: number
  /** No newline in `[offset, scanned)`: the beginning of a line whose rest is still to come. */
  #scanned: number

  constructor(at: PartitionPosition) {
    this.#at = at
    this.#path = partitionFile(at.root, at.partition)
    this.#log = new PartitionLog(this.#path, at.log)
    this.#offset = at.offset
    this.#scanned = at.offset
  }

  get offset(): number {
    return this.#offset
  }

  /** The next complete lines: at most `maxBytes`, but at least one; nothing where no line is complete below byte `limit`. */
  async read(maxBytes: number, limit: number): Promise<Fetched | undefined> {
    const size = Math.min(limit, await this.#log.size(this.#offset))
    if (size <= this.#scanned) {
      await this.#log.close()
      return undefined
    }
    const most = Math.min(maxBytes, CHUNK_BYTES - 1)
    const whole = this.#scanned === this.#offset ? await this.#fetch(Math.min(size, this.#offset + most)) : undefined
    return whole ?? (await this.#fetchLongLine(size))
  }

  /** Rejects unless the file reaches to `end`. */
  async requireUpTo(end: number): Promise<void> {
    await this.#log.size(end)
  }

  close(): Promise<void> {
    return this.#log.close()
  }

  /** What of the lines up to `end` is complete; nothing where not even the first one is. */
  async #fetch(end: number): Promise<Fetched | undefined> {
    const offset = this.#offset
    const before = offset > 0 ? 1 : 0
    const length = end - offset + before
    const buffer = this.#at.pool.take(length)
    const read = await this.#log.read(buffer.subarray(0, length), offset)
    const last = buffer.subarray(0, read).lastIndexOf(NEWLINE)
    if (last < before) {
      this.#at.pool.give(buffer)
      this.#scanned = Math.max(offset, offset + read - before)
      return undefined
    }
    this.#offset = this.#scanned = offset + last + 1 - before
    return new FetchedLines({
      partition: this.#at.partition,
      buffer,
      begin: before,
      end: last + 1,
      offset,
      log: this.#log.identity,
      release: () => this.#at.pool.give(buffer),
    })
  }

  /** Looks for the end of a line that is longer than one read, then reads it as a whole. */
  async #fetchLongLine(size: number): Promise<Fetched | undefined> {
    const most = Math.min(size, this.#offset + LONGEST_RECORD)
    const buffer = this.#at.pool.take(CHUNK_BYTES)
    const newline = await this.#log.findNewline(this.#scanned, most, buffer)
    this.#at.pool.give(buffer)
    if (newline !== undefined) return this.#fetch(newline + 1)
    this.#scanned = most
    if (most < size) throw this.#tooLarge()
    return undefined
  }

  #tooLarge(): Error {
    return problem(
      RECORD_TOO_LARGE,
      `In "${this.#path}" the line that begins at byte ${this.#offset} has more than ${LONGEST_RECORD} bytes. End it with a newline where the event ends, and correct what writes this file.`,
    )
  }
}

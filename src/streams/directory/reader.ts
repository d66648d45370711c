import { watchDirectory } from '../../io/disk/directory-watch.ts'
import type { DirectoryWatch } from '../../io/disk/directory-watch.ts'
import { NODE_FILES } from '../../io/disk/node-disk-files.ts'
import type { Clock } from '../../model/clock.ts'
import type { Fetched, Reader } from '../../model/stream.ts'
import { BufferPool, CHUNK_BYTES } from './buffer-pool.ts'
import { PARTITION_REWRITTEN } from './diagnostics.ts'
import { partitionFile } from './layout.ts'
import { PartitionReader } from './partition-reader.ts'
import { problem } from './problem.ts'

/** The files are looked at again after this long even when nothing was told. */
const LOOK_AGAIN_MS = 1000
/** After a sign of new bytes: lets a busy writer write more, so that reading goes in larger pieces. */
const GATHER_MS = 20
/** Unused buffers that a reader keeps. */
const SPARE_BUFFERS = 4

/** Reads the partition files of one stream directory. Memory: the buffers of what was fetched and not yet decoded, and a few spare ones. */
export class DirectoryReader implements Reader {
  readonly #root: string
  readonly #clock: Clock
  readonly #watch: DirectoryWatch
  readonly #pool = new BufferPool(SPARE_BUFFERS)
  #partitions: readonly PartitionReader[] = []
  #turn = 0
  #retired: PartitionReader[] = []

  constructor(root: string, clock: Clock) {
    this.#root = root
    this.#clock = clock
    this.#watch = watchDirectory({ directory: root, files: NODE_FILES, clock, pollMs: LOOK_AGAIN_MS })
  }

  assign(positions: ReadonlyMap<number, { readonly offset: number; readonly log?: string }>): void {
    this.#retired.push(...this.#partitions)
    this.#partitions = [...positions].map(([partition, at]) => this.#partition(partition, at))
    this.#turn = 0
  }

  async poll(options: {
    readonly waitMs: number
    readonly maxBytes: number
    readonly signal: AbortSignal
  }): Promise<readonly Fetched[]> {
    const deadline = this.#clock.monotonic() + options.waitMs
    for (;;) {
      options.signal.throwIfAborted()
      const fetched = await this.#fetch(options.maxBytes)
      const left = deadline - this.#clock.monotonic()
      if (fetched.length > 0 || left <= 0) return fetched
      await this.#watch.next(options.signal, left)
      await this.#clock.sleep(Math.min(GATHER_MS, left), options.signal)
    }
  }

  async readRange(...[range, consumer, signal]: Parameters<Reader['readRange']>): Promise<void> {
    const { partition, begin, end, log } = range
    const reader = this.#partition(partition, log === undefined ? { offset: begin } : { offset: begin, log })
    try {
      await reader.requireUpTo(end)
      while (reader.offset < end) {
        signal.throwIfAborted()
        const fetched = await reader.read(CHUNK_BYTES, end)
        if (fetched === undefined) throw this.#crossing(partition, end)
        const done = fetched.decode(consumer)
        fetched.release()
        if (!done) return
      }
    } finally {
      await reader.close()
    }
  }

  async close(): Promise<void> {
    this.#watch.close()
    this.#retired.push(...this.#partitions)
    this.#partitions = []
    await this.#closeRetired()
  }

  /** One look at every partition in turn. What was read before a failure is given first: the failure comes again. */
  async #fetch(maxBytes: number): Promise<readonly Fetched[]> {
    await this.#closeRetired()
    const partitions = this.#partitions
    const fetched: Fetched[] = []
    let left = maxBytes
    for (let looked = 0; looked < partitions.length && left > 0; looked++) {
      try {
        const found = await partitions[this.#turn % partitions.length]?.read(left, Infinity)
        if (found !== undefined) fetched.push(found)
        left -= found?.bytes ?? 0
        this.#turn++
      } catch (error) {
        if (fetched.length === 0) throw error
        return fetched
      }
    }
    return fetched
  }

  #partition(partition: number, at: { readonly offset: number; readonly log?: string }): PartitionReader {
    return new PartitionReader({ root: this.#root, partition, pool: this.#pool, ...at })
  }

  async #closeRetired(): Promise<void> {
    const retired = this.#retired
    this.#retired = []
    for (const partition of retired) await partition.close()
  }

  #crossing(partition: number, end: number): Error {
    return problem(
      PARTITION_REWRITTEN,
      `In "${partitionFile(this.#root, partition)}" no line ends at byte ${end}, where the events of an announced object end: the file was changed. Restore it; only appending is allowed.`,
    )
  }
}

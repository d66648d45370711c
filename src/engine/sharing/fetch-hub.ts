import type { Fetched, Reader } from '../../model/stream.ts'
import { CANCELLED } from '../../lib/linked-abort.ts'
import type { MemoryBudget } from '../batch/memory-budget.ts'
import { FetchWindow } from './fetch-window.ts'
import { Segment } from './segment.ts'

/** A reader that has not tried to join for so many fetches is not about to. */
const RECENT_FETCHES = 8

/** A reader's place in a partition. */
export interface Position {
  readonly offset: number
  readonly log?: string
}

/** A reader of the stream: it follows the shared fetches or reads for itself. */
export interface Follower {
  readonly positions: ReadonlyMap<number, Position>
  /** It received this and is at its end now. */
  readonly advance: (fetched: Fetched) => void
}

export interface FetchHubDeps {
  readonly openReader: () => Promise<Reader>
  readonly budget: MemoryBudget
  /** Most bytes of one fetch. */
  readonly fetchBytes: number
}

/**
 * One fetch for all exporters that are at about the same position of a stream. It keeps what not every follower has consumed,
 * but no more than the followers' own fetches would hold together: one that falls behind stops following and reads for itself,
 * so a slow exporter holds back neither the others nor any memory.
 */
export class FetchHub {
  readonly #deps: FetchHubDeps
  readonly #readers = new Set<Follower>()
  readonly #followers = new Set<Follower>()
  readonly #windows = new Map<number, FetchWindow>()
  #reader: Reader | undefined
  #fetching: Promise<void> | undefined
  #interrupt = new AbortController()
  /** The reader is not where the windows end. */
  #moved = true
  #rotation = 0
  #fetches = 0
  /** The number of the fetch before which a reader last tried to join. */
  #joinTried = -Infinity

  constructor(deps: FetchHubDeps) {
    this.#deps = deps
  }

  enter(reader: Follower): void {
    this.#readers.add(reader)
  }

  /** Ends all fetching with the last one. */
  async exit(reader: Follower): Promise<void> {
    this.leave(reader)
    this.#readers.delete(reader)
    if (this.#readers.size > 0) return
    this.#interruptFetch()
    await this.#fetching
    await this.#closeReader()
  }

  /** There is nobody to share with. */
  get isAlone(): boolean {
    return this.#readers.size < 2
  }

  follows(reader: Follower): boolean {
    return this.#followers.has(reader)
  }

  /**
   * Becomes a follower where what is fetched next, or was lately, is what it needs next. One whose positions were never read
   * from must know the same log: the shared reader has checked only that one.
   */
  join(reader: Follower, { isChecked }: { readonly isChecked: boolean }): boolean {
    this.#joinTried = this.#fetches
    if (this.isAlone) return false
    const fresh: [number, Position][] = []
    for (const [partition, position] of reader.positions) {
      const window = this.#windows.get(partition)
      if (window === undefined) fresh.push([partition, position])
      else if (!(isChecked ? window.covers(position) : window.isHead(position))) return false
    }
    this.#followers.add(reader)
    for (const [partition, position] of fresh) this.#windows.set(partition, new FetchWindow(position))
    if (fresh.length > 0) this.#move()
    return true
  }

  leave(reader: Follower): void {
    if (!this.#followers.delete(reader)) return
    for (const [partition, window] of this.#windows) {
      if ([...this.#followers].some(({ positions }) => positions.has(partition))) continue
      window.dropUpTo(Infinity)
      this.#windows.delete(partition)
      this.#moved = true
    }
    this.#dropConsumed()
  }

  /**
   * Data that a reader fetched for itself: where it continues the shared fetches, it saves the next one of them. `log`: as the
   * reader knew it where the data begins; followers are in a log that nobody may have compared yet, and must not get into another.
   */
  offer(fetched: Fetched, log: string | undefined): Fetched {
    const window = this.#windows.get(fetched.partition)
    if (window?.continues(fetched, log) !== true) return fetched
    const segment = new Segment(fetched, this.#deps.budget)
    const view = segment.view(fetched.begin)
    window.append(segment, log)
    this.#move()
    return view
  }

  /** What is there for a follower, partitions in rotation, about `maxBytes` at most. */
  take(reader: Follower, maxBytes: number): readonly Fetched[] {
    const partitions = [...reader.positions.keys()]
    const first = this.#rotation++ % Math.max(1, partitions.length)
    const views: Fetched[] = []
    let left = maxBytes
    for (const partition of [...partitions.slice(first), ...partitions.slice(0, first)]) {
      while (left > 0) {
        const position = reader.positions.get(partition)?.offset ?? 0
        const segment = this.#windows.get(partition)?.at(position)
        if (segment === undefined) break
        left -= segment.bytes
        const view = segment.view(position)
        views.push(view)
        reader.advance(view)
      }
    }
    if (views.length > 0) this.#dropConsumed()
    return views
  }

  /** Until there may be more: one fetch, however many wait for it. Never rejects: one that is not a follower any more reads for itself. */
  more(options: { readonly waitMs: number; readonly maxBytes: number }): Promise<void> {
    this.#fetching ??= this.#fetch(options).finally(() => (this.#fetching = undefined))
    return this.#fetching
  }

  async #fetch({ waitMs, maxBytes }: { readonly waitMs: number; readonly maxBytes: number }): Promise<void> {
    this.#fetches++
    this.#dropConsumed()
    this.#dropBeyondBounds()
    this.#interrupt = new AbortController()
    const { signal } = this.#interrupt
    try {
      this.#reader ??= await this.#deps.openReader()
      if (this.#moved) this.#assign(this.#reader)
      const most = Math.min(this.#deps.fetchBytes, maxBytes * this.#followers.size)
      const fetched = await this.#reader.poll({ waitMs, maxBytes: most, signal })
      for (const part of fetched) this.#append(part)
    } catch {
      if (!signal.aborted) await this.#giveUp()
    }
  }

  #assign(reader: Reader): void {
    reader.assign(new Map([...this.#windows].map(([partition, window]) => [partition, window.head])))
    this.#moved = false
  }

  #append(fetched: Fetched): void {
    const window = this.#windows.get(fetched.partition)
    if (window?.head.offset !== fetched.begin) return fetched.release()
    window.append(new Segment(fetched, this.#deps.budget), window.head.log)
  }

  /** Each reader finds out for itself whether the failure is its own. */
  async #giveUp(): Promise<void> {
    for (const follower of this.#followers) this.leave(follower)
    await this.#closeReader()
  }

  async #closeReader(): Promise<void> {
    const reader = this.#reader
    this.#reader = undefined
    this.#moved = true
    await reader?.close().catch(() => undefined)
  }

  #move(): void {
    this.#moved = true
    this.#interruptFetch()
  }

  #interruptFetch(): void {
    this.#interrupt.abort(CANCELLED)
  }

  /** While a reader catches up, what all followers have consumed is kept within bounds: that is where it joins. */
  #dropConsumed(): void {
    if (this.#readers.size > this.#followers.size && this.#fetches - this.#joinTried < RECENT_FETCHES) return
    for (const [partition, window] of this.#windows) {
      if (window.bytes > 0) window.dropUpTo(this.#slowest(partition))
    }
  }

  #slowest(partition: number): number {
    let least = Infinity
    for (const { positions } of this.#followers) {
      least = Math.min(least, positions.get(partition)?.offset ?? Infinity)
    }
    return least
  }

  #dropBeyondBounds(): void {
    const { budget, fetchBytes } = this.#deps
    const most = Math.min(2 * fetchBytes, budget.fetchBytes(fetchBytes) * this.#followers.size)
    for (;;) {
      const windows = [...this.#windows].toSorted(([, one], [, other]) => other.bytes - one.bytes)
      const bytes = windows.reduce((sum, [, window]) => sum + window.bytes, 0)
      const [partition, largest] = windows[0] ?? []
      if (bytes <= most || partition === undefined || largest === undefined) return
      const end = largest.dropOldest() ?? 0
      for (const follower of this.#followers) {
        if ((follower.positions.get(partition)?.offset ?? Infinity) < end) this.leave(follower)
      }
    }
  }
}

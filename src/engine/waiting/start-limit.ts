import type { Clock } from '../../model/clock.ts'
import { ConcurrencyLimit } from '../../lib/concurrency-limit.ts'
import { CANCELLED } from '../../lib/linked-abort.ts'

export interface StartLimitOptions {
  /** So many work at a time. */
  readonly most: number
  /** Work that takes longer, in milliseconds, goes on, and the next one begins: what hangs delays nobody for longer. */
  readonly holdMs: number
}

/** Bounds what many exporters do at the same time when a process starts, first come first served. */
export class StartLimit {
  readonly #clock: Clock
  readonly #holdMs: number
  readonly #limit: ConcurrencyLimit

  constructor(clock: Clock, { most, holdMs }: StartLimitOptions) {
    this.#clock = clock
    this.#holdMs = holdMs
    this.#limit = new ConcurrencyLimit(most)
  }

  /** Rejects with the signal's reason where that comes before the work has begun. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const release = await this.#limit.acquire(signal)
    const over = new AbortController()
    void this.#clock.sleep(this.#holdMs, over.signal).then(release, release)
    try {
      return await work()
    } finally {
      over.abort(CANCELLED)
    }
  }
}

import type { DiskClock } from '../../../src/io/disk/disk-clock.ts'
import { reasonOf } from './manual-clock.ts'

interface Waiting {
  readonly process: number
  readonly go: () => void
}

/** Lets several processes run one call at a time, in an order that is chosen from outside; a killed one never goes on. */
export class Interleaving {
  #waiting: readonly Waiting[] = []
  readonly #killed = new Set<number>()

  /** The gate before every call of a process. */
  turn(process: number): Promise<void> {
    return new Promise((resolve) => {
      if (!this.#killed.has(process)) this.#waiting = [...this.#waiting, { process, go: resolve }]
    })
  }

  kill(process: number): void {
    this.#killed.add(process)
    this.#waiting = this.#waiting.filter((waiting) => waiting.process !== process)
  }

  /** A clock whose sleeps end when their turn comes; only sleeping lets its time pass. */
  clock(process: number): DiskClock {
    let time = 0
    return {
      now: () => time,
      monotonic: () => time,
      sleep: async (ms, signal) => {
        signal?.throwIfAborted()
        const aborted = new Promise<never>((_, reject) =>
          signal?.addEventListener('abort', () => reject(reasonOf(signal))),
        )
        await Promise.race([this.turn(process), aborted])
        time += ms
      },
    }
  }

  /** Runs until the scripts are done; `choose` gives which of the `count` waiting calls is next. */
  async run(scripts: Promise<unknown>, choose: (count: number) => number): Promise<void> {
    const state = { done: false }
    const watched = scripts.finally(() => (state.done = true))
    watched.catch(() => {})
    while (!state.done) {
      await new Promise((resolve) => setImmediate(resolve))
      if (this.#waiting.length === 0) continue
      const next = this.#waiting[choose(this.#waiting.length) % this.#waiting.length]
      this.#waiting = this.#waiting.filter((waiting) => waiting !== next)
      next?.go()
    }
    await watched
  }
}

import type { DiskClock } from '../../../src/io/disk/disk-clock.ts'

interface Sleeper {
  readonly until: number
  readonly wake: () => void
}

/** A clock that stands until it is told to go on: also what a stopped process sees. */
export class ManualClock implements DiskClock {
  #time = 0
  #sleepers: readonly Sleeper[] = []

  now(): number {
    return 1_700_000_000_000 + this.#time
  }

  monotonic(): number {
    return this.#time
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason)
      const stop = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        reject(signal?.reason)
      }
      const wake = (): void => {
        signal?.removeEventListener('abort', stop)
        resolve()
      }
      const sleeper = { until: this.#time + ms, wake }
      this.#sleepers = [...this.#sleepers, sleeper]
      signal?.addEventListener('abort', stop, { once: true })
    })
  }

  /** Time goes on in small steps; whoever wakes acts before the next one. */
  async advance(ms: number, stepMs = 100): Promise<void> {
    for (const end = this.#time + ms; this.#time < end;) {
      this.#time = Math.min(end, this.#time + stepMs)
      const due = this.#sleepers.filter((sleeper) => sleeper.until <= this.#time)
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.until > this.#time)
      for (const sleeper of due) sleeper.wake()
      for (let turn = 0; turn < 8; turn++) await new Promise((resolve) => setImmediate(resolve))
    }
  }

  /** Time goes on until the promise is settled. */
  async advanceUntil<T>(promise: Promise<T>, stepMs = 500): Promise<T> {
    let settled = false
    const watched = promise.finally(() => (settled = true))
    watched.catch(() => {})
    while (!settled) await this.advance(stepMs, stepMs)
    return watched
  }
}

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
      if (signal?.aborted === true) return reject(reasonOf(signal))
      const stop = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper)
        reject(reasonOf(signal))
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
    const state = { settled: false }
    const watched = promise.finally(() => (state.settled = true))
    watched.catch(() => {})
    while (!state.settled) await this.advance(stepMs, stepMs)
    return watched
  }
}

export function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason })
}

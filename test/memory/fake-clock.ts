import type { Clock } from '../../src/model/clock.ts'

interface Sleeper {
  readonly at: number
  readonly wake: () => void
}

/** Time that moves only when told to. */
export class FakeClock implements Clock {
  #monotonic = 0
  #wall: number
  readonly #sleepers = new Set<Sleeper>()

  constructor(wall = Date.UTC(2021, 2, 26, 9, 56, 0)) {
    this.#wall = wall
  }

  now(): number {
    return this.#wall
  }

  monotonic(): number {
    return this.#monotonic
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(signal.reason as Error)
      const forget = () => this.#sleepers.delete(sleeper)
      const abort = () => {
        forget()
        reject(signal?.reason as Error)
      }
      const wake = () => {
        forget()
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const sleeper: Sleeper = { at: this.#monotonic + ms, wake }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', abort, { once: true })
    })
  }

  /** Moves the wall clock alone. */
  jump(ms: number): void {
    this.#wall += ms
  }

  /** Milliseconds until the next one wakes; Infinity where nobody sleeps. */
  get nextWakeIn(): number {
    return Math.min(...[...this.#sleepers].map(({ at }) => at - this.#monotonic), Infinity)
  }

  /** Moves on, waking sleepers in order, everything that follows from each done before the next. */
  async advance(ms: number): Promise<void> {
    const end = this.#monotonic + ms
    await settle()
    while (this.#monotonic + this.nextWakeIn <= end) {
      this.#moveBy(this.nextWakeIn)
      await settle()
    }
    this.#moveBy(end - this.#monotonic)
    await settle()
  }

  /** Moves on at once and wakes who is due. */
  #moveBy(ms: number): void {
    this.#monotonic += ms
    this.#wall += ms
    for (const sleeper of this.#sleepers) if (sleeper.at <= this.#monotonic) sleeper.wake()
  }
}

/** Lets everything that can go on go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise<void>((resolve) => setImmediate(resolve))
}

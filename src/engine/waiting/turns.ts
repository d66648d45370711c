import type { Clock } from '../../model/clock.ts'
import { CANCELLED } from '../../lib/linked-abort.ts'

export interface TurnsOptions {
  /** So many work at a time. */
  readonly most: number
  /** Work that takes longer, in milliseconds, goes on, and the next one begins: what hangs delays nobody for longer. */
  readonly holdMs: number
}

/** Takes turns with what many exporters do when a process starts, first come first served. */
export class Turns {
  readonly #clock: Clock
  readonly #options: TurnsOptions
  readonly #waiting = new Set<() => void>()
  #working = 0

  constructor(clock: Clock, options: TurnsOptions) {
    this.#clock = clock
    this.#options = options
  }

  /** Rejects with the signal's reason where that comes before its turn. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.#turn(signal)
    const over = new AbortController()
    const held = this.#clock.sleep(this.#options.holdMs, over.signal).catch(() => undefined)
    void held.then(() => this.#pass())
    try {
      return await work()
    } finally {
      over.abort(CANCELLED)
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted()
    if (this.#working < this.#options.most) {
      this.#working++
      return
    }
    await new Promise<void>((resolve, reject) => {
      const begin = () => {
        signal.removeEventListener('abort', giveUp)
        resolve()
      }
      const giveUp = () => {
        this.#waiting.delete(begin)
        reject(signal.reason instanceof Error ? signal.reason : CANCELLED)
      }
      this.#waiting.add(begin)
      signal.addEventListener('abort', giveUp, { once: true })
    })
  }

  /** The place goes to the next one, or is free. */
  #pass(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#working--
      return
    }
    this.#waiting.delete(next)
    next()
  }
}

import type { Clock } from '../../../model/clock.ts'

/** Which of several numbered sources are left alone for a while after they failed. */
export class Pauses {
  readonly #clock: Clock
  readonly #pauseMs: number
  readonly #until = new Map<number, number>()

  constructor(clock: Clock, pauseMs: number) {
    this.#clock = clock
    this.#pauseMs = pauseMs
  }

  pause(which: number): void {
    this.#until.set(which, this.#clock.monotonic() + this.#pauseMs)
  }

  isPaused(which: number): boolean {
    return (this.#until.get(which) ?? -Infinity) > this.#clock.monotonic()
  }

  /** When the pauses end, in monotonic milliseconds; those that are over too. */
  ends(): Iterable<number> {
    return this.#until.values()
  }
}

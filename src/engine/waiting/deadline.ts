import type { Clock } from '../../model/clock.ts'
import { CANCELLED } from '../../lib/linked-abort.ts'

/** Calls back once at a moment that may be moved; at most one wait is open. */
export class Deadline {
  readonly #clock: Clock
  readonly #reached: () => void
  #at: number | undefined
  #cancel = new AbortController()

  constructor(clock: Clock, reached: () => void) {
    this.#clock = clock
    this.#reached = reached
  }

  /** In so many milliseconds from now; Infinity = not at all. */
  setIn(ms: number): void {
    const at = Number.isFinite(ms) ? this.#clock.monotonic() + Math.max(0, Math.ceil(ms)) : undefined
    if (at === this.#at || Math.abs((at ?? Infinity) - (this.#at ?? Infinity)) < 1) return
    this.cancel()
    this.#at = at
    if (at !== undefined) this.#start(at - this.#clock.monotonic(), this.#cancel.signal)
  }

  cancel(): void {
    this.#cancel.abort(CANCELLED)
    this.#cancel = new AbortController()
    this.#at = undefined
  }

  #start(ms: number, signal: AbortSignal): void {
    const elapsed = () => {
      this.#at = undefined
      this.#reached()
    }
    void this.#clock.sleep(ms, signal).then(elapsed, () => undefined)
  }
}

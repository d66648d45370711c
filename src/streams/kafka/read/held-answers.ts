/** The answers of one fetch share one buffer: it is held until the last reader releases it. */
export class HeldAnswers {
  readonly #release: () => void
  #holders = 1

  /** Held by its maker. */
  constructor(release: () => void) {
    this.#release = release
  }

  /** One more reader; the function returned, to be called once, releases its hold. */
  hold(): () => void {
    this.#holders++
    return () => this.release()
  }

  release(): void {
    if (--this.#holders === 0) this.#release()
  }
}

/** The answers of one fetch, which stand in one memory: held until the last of those who read them lets go. */
export class HeldAnswers {
  readonly #release: () => void
  #holders = 1

  /** Held by its maker. */
  constructor(release: () => void) {
    this.#release = release
  }

  /** One more holds them; the function given back, to be called once, ends that. */
  hold(): () => void {
    this.#holders++
    return () => this.letGo()
  }

  letGo(): void {
    if (--this.#holders === 0) this.#release()
  }
}

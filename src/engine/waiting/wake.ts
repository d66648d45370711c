/** Wakes the one that waits; a notice while nobody waits is kept for the next wait. */
export class Wake {
  #noticed = false
  #resume: (() => void) | undefined

  notify(): void {
    this.#noticed = true
    this.#resume?.()
  }

  async wait(): Promise<void> {
    if (!this.#noticed) await new Promise<void>((resolve) => (this.#resume = resolve))
    this.#resume = undefined
    this.#noticed = false
  }
}

/** Owner of promises that run beside a loop: the first failure is kept, each end calls `wake`. */
export class TaskGroup {
  readonly #wake: () => void
  readonly #running = new Set<Promise<void>>()
  #failure: { readonly error: unknown } | undefined

  constructor(wake: () => void) {
    this.#wake = wake
  }

  get size(): number {
    return this.#running.size
  }

  add(task: Promise<void>, ended?: () => void): void {
    const owned = task
      .catch((error: unknown) => {
        this.#failure ??= { error }
      })
      .then(() => {
        this.#running.delete(owned)
        ended?.()
        this.#wake()
      })
    this.#running.add(owned)
  }

  /** Throws what the first failed task threw. */
  throwFailure(): void {
    if (this.#failure !== undefined) throw this.#failure.error
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running)
  }
}

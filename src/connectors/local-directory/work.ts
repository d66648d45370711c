/**
 * Owns what goes on after its caller was sent away: a system call cannot be stopped (a hanging network disk, a long
 * fsync), so an aborted caller leaves at once and `settle` waits for the rest.
 */
export class Work {
  readonly #unfinished = new Set<Promise<unknown>>()

  /** The action's result, or the signal's reason as soon as it is aborted. */
  async run<T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted()
    const result = action()
    this.#own(result)
    let stop: () => void = () => {}
    const stopped = new Promise<never>((_, reject) => {
      stop = () =>
        reject(signal.reason instanceof Error ? signal.reason : new Error('Aborted', { cause: signal.reason }))
      signal.addEventListener('abort', stop, { once: true })
    })
    try {
      return await Promise.race([result, stopped])
    } finally {
      signal.removeEventListener('abort', stop)
    }
  }

  /** Resolves when nothing is going on any more. Never rejects. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#unfinished)
  }

  #own(promise: Promise<unknown>): void {
    const done = () => this.#unfinished.delete(promise)
    this.#unfinished.add(promise)
    promise.then(done, done)
  }
}

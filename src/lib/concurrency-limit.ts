/** Lets at most so many work at a time; the others wait in their order. */
export class ConcurrencyLimit {
  #free: number
  readonly #waiting = new Set<() => void>()

  constructor(limit: number) {
    this.#free = limit
  }

  /** Rejects with the signal's reason where that comes before the work has begun. */
  async run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const release = await this.acquire(signal)
    try {
      return await work()
    } finally {
      release()
    }
  }

  /** A place, once one is free; what it resolves to releases it. Idempotent. Rejects as `run` does. */
  async acquire(signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted()
    if (this.#free > 0) this.#free--
    else await this.#place(signal)
    let isHeld = true
    return () => {
      if (isHeld) this.#pass()
      isHeld = false
    }
  }

  async #place(signal: AbortSignal): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const begin = (): void => {
        signal.removeEventListener('abort', leave)
        resolve()
      }
      const leave = (): void => {
        this.#waiting.delete(begin)
        reject(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)))
      }
      this.#waiting.add(begin)
      signal.addEventListener('abort', leave, { once: true })
    })
  }

  /** The place goes to the next one, or is free. */
  #pass(): void {
    const [next] = this.#waiting
    if (next === undefined) {
      this.#free++
      return
    }
    this.#waiting.delete(next)
    next()
  }
}

import { once } from 'node:events'

/**
 * Owns what continues after its caller was aborted: a system call cannot be stopped (a hanging network disk, a long
 * fsync), so an aborted caller returns at once and `settle` waits for the rest.
 */
export class Work {
  readonly #unfinished = new Set<Promise<unknown>>()

  /** The action's result, or the signal's reason as soon as it is aborted. */
  async run<T>(action: () => Promise<T>, signal: AbortSignal): Promise<T> {
    signal.throwIfAborted()
    const result = action()
    const finished = new AbortController()
    this.#unfinished.add(result)
    try {
      return await Promise.race([this.#forget(result), rejectWhenAborted(signal, finished.signal)])
    } finally {
      finished.abort()
    }
  }

  /** Resolves when nothing is running any more. Never rejects. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#unfinished)
  }

  async #forget<T>(result: Promise<T>): Promise<T> {
    try {
      return await result
    } finally {
      this.#unfinished.delete(result)
    }
  }
}

async function rejectWhenAborted(signal: AbortSignal, noLonger: AbortSignal): Promise<never> {
  await once(signal, 'abort', { signal: noLonger })
  throw signal.reason
}

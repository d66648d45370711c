/** How a client in memory reaches what it talks to: the simulation delays, loses and repeats here. */
export interface Link {
  /** Does `effect` at the other end and brings its answer; rejects with LinkError where nobody knows whether it was done. */
  call<T>(operation: string, effect: () => T): Promise<T>
  /** A notice from the other end that nobody waits for. */
  notify(effect: () => void): void
}

/** No answer came. */
export class LinkError extends Error {
  constructor(operation: string) {
    super(`No answer to "${operation}"`)
    this.name = 'LinkError'
  }
}

/** Nothing is ever lost or late. */
export const DIRECT_LINK: Link = {
  call: async (_operation, effect) => effect(),
  notify: (effect) => queueMicrotask(effect),
}

/** Rejects with the signal's reason as soon as it is aborted, whatever becomes of the promise. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    promise.catch(() => undefined)
    signal.throwIfAborted()
  }
  return new Promise<T>((resolve, reject) => {
    const abort = () => reject(signal.reason as Error)
    signal.addEventListener('abort', abort, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort))
  })
}

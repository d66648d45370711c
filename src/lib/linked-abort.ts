/** A signal that follows others until it is released; unlike `AbortSignal.any` it leaves no listener behind on long-lived ones. */
export interface LinkedAbort {
  readonly signal: AbortSignal
  abort(reason: Error): void
  /** Stops following. Idempotent. */
  release(): void
}

/** The reason where no other is given; created once, since creating an error captures a stack trace. */
export const CANCELLED = new Error('No longer wanted')

export function linkedAbort(...sources: readonly AbortSignal[]): LinkedAbort {
  const controller = new AbortController()
  const listeners = sources.map((source) => ({ source, follow: () => controller.abort(source.reason) }))
  for (const { source, follow } of listeners) {
    if (source.aborted) follow()
    else source.addEventListener('abort', follow, { once: true })
  }
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    release: () => listeners.forEach(({ source, follow }) => source.removeEventListener('abort', follow)),
  }
}

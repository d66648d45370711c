import { systemClock } from './system-clock.ts'

export interface GracePeriod {
  /** Aborted so long after the first word to finish: what could not be written until then is left to recovery. */
  readonly over: AbortSignal
  readonly cancel: () => void
}

/** How long what is open may take once `finish` is aborted, as when a destination does not answer. `onOver` may inform the user. */
export function gracePeriod(finish: AbortSignal, ms: number, onOver?: () => void): GracePeriod {
  const [over, cancelled] = [new AbortController(), new AbortController()]
  const expire = async (): Promise<void> => {
    await systemClock.sleep(ms, cancelled.signal)
    onOver?.()
    over.abort(new Error('The time to write what is open is over'))
  }
  const begin = (): void => void expire().catch(() => undefined)
  if (finish.aborted) begin()
  else finish.addEventListener('abort', begin, { once: true, signal: cancelled.signal })
  return { over: over.signal, cancel: () => cancelled.abort() }
}

import { DiagnosedError } from '../model/diagnosed-error.ts'
import { diagnose } from '../model/diagnostic.ts'
import { ONCE_TIMED_OUT } from './diagnostics.ts'
import { systemClock } from './system-clock.ts'

export interface TimeLimit {
  /** Aborted when the time is over, with what to tell. */
  readonly signal: AbortSignal
  readonly cancel: () => void
}

/** `up --once --timeout`: no limit where `ms` is absent. `text`: as the user wrote it. */
export function timeLimit(ms: number | undefined, text = ''): TimeLimit {
  const over = new AbortController()
  const cancelled = new AbortController()
  const expire = (): void => over.abort(timedOut(text))
  if (ms !== undefined) void systemClock.sleep(ms, cancelled.signal).then(expire, () => undefined)
  return { signal: over.signal, cancel: () => cancelled.abort() }
}

function timedOut(timeout: string): DiagnosedError {
  const detail = `Not every exporter passed the ends that its stream had at the start within ${timeout}. What was written counts; run it again, or raise --timeout.`
  return new DiagnosedError([diagnose(ONCE_TIMED_OUT, { detail })])
}

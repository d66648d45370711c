import { formatElapsed } from '../../lib/format-elapsed.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { ONCE_TIMED_OUT } from '../diagnostics.ts'
import { systemClock } from './system-clock.ts'

export interface TimeLimit {
  /** Aborted when the time is over, with the diagnostic to show. */
  readonly signal: AbortSignal
  /** A while later: what could not be written until then is left to recovery, as when a destination does not answer. */
  readonly over: AbortSignal
  readonly cancel: () => void
}

/** How long an object that is being written may still take when the time is over. */
const FLUSH_GRACE_MS = 2_000

/** `up --once --timeout`: no limit where `ms` is absent. */
export function timeLimit(ms: number | undefined): TimeLimit {
  const [limit, over, cancelled] = [new AbortController(), new AbortController(), new AbortController()]
  const expire = async (): Promise<void> => {
    await systemClock.sleep(ms ?? 0, cancelled.signal)
    limit.abort(timedOut(ms ?? 0))
    await systemClock.sleep(FLUSH_GRACE_MS, cancelled.signal)
    over.abort(new Error('The time to write what is open is over'))
  }
  if (ms !== undefined) void expire().catch(() => undefined)
  return { signal: limit.signal, over: over.signal, cancel: () => cancelled.abort() }
}

function timedOut(ms: number): DiagnosedError {
  const detail = `Not every exporter passed the ends that its stream had at the start within ${formatElapsed(ms)}. What was written counts; run it again, or raise --timeout.`
  return new DiagnosedError([diagnose(ONCE_TIMED_OUT, { detail })])
}

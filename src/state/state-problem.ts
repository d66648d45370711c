import { DiagnosedError } from '../model/diagnosed-error.ts'
import { diagnose, type DiagnosticCode } from '../model/diagnostic.ts'
import { LOCK_HELD, LOCK_LOST, STATE_NEWER } from './diagnostics.ts'
import type { LockHolder } from './stores/state-backend.ts'

export function stateProblem(code: DiagnosticCode, detail: string, cause?: unknown): DiagnosedError {
  return new DiagnosedError([diagnose(code, { detail })], { cause })
}

export function lockHeld(place: string, holder: LockHolder, cause: unknown): DiagnosedError {
  const seconds = Math.ceil(holder.leaseMs / 1000)
  return stateProblem(
    LOCK_HELD,
    `The state "${place}" is in use: ${describeHolder(holder)}. Run the command again when that is done, or let it wait with --lock-timeout=2m. A holder that died in another container or on another machine is replaced when it has given no sign of life for ${seconds} s of waiting.`,
    cause,
  )
}

export function lockLost(place: string, reason: unknown): DiagnosedError {
  const why = reason instanceof Error ? `: ${reason.message}` : ''
  return stateProblem(
    LOCK_LOST,
    `The lock of the state "${place}" was lost${why}. What was recorded before counts, nothing after it. Run the command again when the other run has ended: it goes on from there.`,
    reason,
  )
}

export function newerJournal(place: string, cause: unknown): DiagnosedError {
  return stateProblem(
    STATE_NEWER,
    `The journal of the state "${place}" was written by a newer release of strmctl, whose format this one does not know. Install that release.`,
    cause,
  )
}

/** Who holds the lock, for people. */
export function describeHolder(holder: LockHolder): string {
  const since = new Date(holder.since).toISOString()
  return `process ${holder.process.pid} on "${holder.host}" runs "${holder.operation}" since ${since}`
}

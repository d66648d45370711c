import { errorCode } from '../../io/disk/error-code.ts'
import { JournalNewerError, LeaseHeldError, LeaseLostError } from '../../io/disk/journal-errors.ts'
import type { LeaseHolder } from '../../io/disk/lease-holder.ts'
import { UnsuitableFileSystemError } from '../../io/disk/unsuitable-file-system-error.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { DiagnosticCode } from '../../model/diagnostic.ts'
import {
  LOCK_HELD,
  LOCK_LOST,
  STATE_NEWER,
  STATE_PLACE_UNSUITABLE,
  STATE_UNREADABLE,
  STATE_UNWRITABLE,
} from '../diagnostics.ts'
import { NewerStateError } from '../journal/entries.ts'
import type { LocalPlace } from './local-place.ts'

export function stateProblem(code: DiagnosticCode, detail: string, cause?: unknown): DiagnosedError {
  return new DiagnosedError([diagnose(code, { detail })], { cause })
}

/** Does something with the state's files; what their failure means to a user takes the place of the error. */
export async function explained<T>(doing: 'read' | 'write', place: LocalPlace, action: () => Promise<T>): Promise<T> {
  try {
    return await action()
  } catch (error) {
    throw explain(error, doing, place)
  }
}

function explain(error: unknown, doing: 'read' | 'write', { path }: LocalPlace): unknown {
  if (error instanceof LeaseHeldError) return stateProblem(LOCK_HELD, heldDetail(error.holder, path), error)
  if (error instanceof LeaseLostError) return lockLost(path, error)
  if (error instanceof JournalNewerError || error instanceof NewerStateError)
    return stateProblem(
      STATE_NEWER,
      `The journal of the state "${path}" was written by a newer release of strmctl, whose format this one does not know. Install that release.`,
      error,
    )
  if (error instanceof UnsuitableFileSystemError)
    return stateProblem(
      STATE_PLACE_UNSUITABLE,
      `The state "${path}" cannot be kept there: ${error.reason}. Keep it on a local disk.`,
      error,
    )
  if (errorCode(error) === undefined || !(error instanceof Error)) return error
  const code = doing === 'read' ? STATE_UNREADABLE : STATE_UNWRITABLE
  return stateProblem(
    code,
    `The state "${path}" cannot be ${doing === 'read' ? 'read' : 'written'}: ${error.message}. Mend that and run the command again.`,
    error,
  )
}

export function lockLost(path: string, reason: unknown): DiagnosedError {
  const why = reason instanceof Error ? `: ${reason.message}` : ''
  return stateProblem(
    LOCK_LOST,
    `The lock of the state "${path}" was lost${why}. What was recorded before counts, nothing after it. Run the command again when the other run has ended: it goes on from there.`,
    reason,
  )
}

/** Who holds the lock, for people. */
export function describeHolder(holder: LeaseHolder): string {
  const since = new Date(holder.since).toISOString()
  return `process ${holder.process.pid} on "${holder.host}" runs "${holder.operation}" since ${since}`
}

function heldDetail(holder: LeaseHolder, path: string): string {
  const seconds = Math.ceil(holder.leaseMs / 1000)
  return `The state "${path}" is in use: ${describeHolder(holder)}. Run the command again when that is done, or let it wait with --lock-timeout=2m. A holder that died in another container or on another machine is replaced when it has given no sign of life for ${seconds} s of waiting.`
}

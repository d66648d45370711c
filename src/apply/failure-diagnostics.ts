import { messageOf } from '../lib/message-of.ts'
import { DiagnosedError } from '../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import { CHANGE_FAILED, CHANGE_INTERRUPTED } from './diagnostics.ts'

/** Why a change failed, for the user. */
export function failureDiagnostics(address: string, error: unknown, stopping: AbortSignal): readonly Diagnostic[] {
  if (error instanceof DiagnosedError) return error.diagnostics.map((diagnostic) => ({ address, ...diagnostic }))
  if (stopping.aborted && isAbort(error, stopping)) {
    const detail = `The change of "${address}" was waiting when you stopped strmctl. The next apply continues from there.`
    return [diagnose(CHANGE_INTERRUPTED, { detail, address })]
  }
  const detail = `Cannot apply "${address}": ${messageOf(error)}. What was begun is noted in the state; the next apply continues from there.`
  return [diagnose(CHANGE_FAILED, { detail, address })]
}

function isAbort(error: unknown, stopping: AbortSignal): boolean {
  return error === stopping.reason || (error instanceof Error && error.name === 'AbortError')
}

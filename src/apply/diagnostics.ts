import type { DiagnosticCode } from '../model/diagnostic.ts'

export const STALE_PLAN: DiagnosticCode = {
  code: 'STRM1700',
  severity: 'error',
  summary: 'Plan is stale',
  explanation:
    'Between the plan and the apply the state was changed by another run, so the plan no longer says what would happen. Nothing was done. Make a new plan, look at it, and apply that one.',
}

export const CHANGE_FAILED: DiagnosticCode = {
  code: 'STRM1701',
  severity: 'error',
  summary: 'Change failed',
  explanation:
    'A change could not be applied, for a reason that strmctl did not expect; the message of the system or of a library is in the detail. What was begun is noted in the state: the next `apply` continues from there. Changes that do not need this one were still made. If the reason lies in strmctl itself, please report it.',
}

export const CHANGE_INTERRUPTED: DiagnosticCode = {
  code: 'STRM1702',
  severity: 'error',
  summary: 'Change was interrupted',
  explanation:
    'You asked strmctl to stop while a change was waiting for something. What was begun is noted in the state, and the next `apply` finishes it.',
}

export const NOT_OBSERVED: DiagnosticCode = {
  code: 'STRM1703',
  severity: 'warning',
  summary: 'Resource could not be read',
  explanation:
    'While the plan was made, reading the resource outside failed for a reason that strmctl did not expect. The plan is made from the configuration and the state alone for it. If the reason lasts, the apply will tell more.',
}

export const APPLY_CODES: readonly DiagnosticCode[] = [STALE_PLAN, CHANGE_FAILED, CHANGE_INTERRUPTED, NOT_OBSERVED]

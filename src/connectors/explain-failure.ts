import type { SinkError, SinkErrorReason } from '../model/connector.ts'
import type { Diagnostic, DiagnosticCode } from '../model/diagnostic.ts'
import { diagnose } from '../model/diagnostic.ts'
import {
  CREDENTIALS_REFUSED,
  PERMISSION_MISSING,
  PLACE_FULL,
  PLACE_MISSING,
  PLACE_OCCUPIED,
  PLACE_UNAVAILABLE,
  PLACE_UNSUITABLE,
  UNKNOWN_FAILURE,
} from './diagnostics.ts'

interface Explanation {
  readonly code: DiagnosticCode
  readonly remedy: string
}

const EXPLANATIONS: { readonly [reason in SinkErrorReason]: Explanation } = {
  permission: { code: PERMISSION_MISSING, remedy: 'Give the user or role that runs strmctl the right to write there.' },
  credentials: {
    code: CREDENTIALS_REFUSED,
    remedy: 'Check that the credentials are complete, belong to this place and have not expired.',
  },
  'missing-place': { code: PLACE_MISSING, remedy: 'Make it, mount it, or correct its name in the configuration.' },
  'no-space': { code: PLACE_FULL, remedy: 'Free some space or raise the quota.' },
  unavailable: { code: PLACE_UNAVAILABLE, remedy: 'Check that it runs and can be reached from here.' },
  conflict: { code: PLACE_OCCUPIED, remedy: 'Move away what is there, or choose another path prefix.' },
  invalid: { code: PLACE_UNSUITABLE, remedy: 'Choose another place or a shorter path prefix.' },
  unknown: { code: UNKNOWN_FAILURE, remedy: 'The answer of the place says more.' },
}

/** The diagnostic of a failed validation step: which place, what it answered, what to do. */
export function explainFailure(error: SinkError, place: string, remedy?: string): Diagnostic {
  const explanation = EXPLANATIONS[error.reason]
  return diagnose(explanation.code, {
    detail: `The destination "${place}" cannot be used. ${error.message}. ${remedy ?? explanation.remedy}`,
  })
}

/** The diagnostic of a failure outside of validation: the message names the place. */
export function explainSinkError({ reason, message }: SinkError): Diagnostic {
  const { code, remedy } = EXPLANATIONS[reason]
  return diagnose(code, { detail: `${message}. ${remedy}` })
}

import type { SinkError, SinkErrorReason } from '../model/connector.ts'
import type { Diagnostic, DiagnosticCode } from '../model/diagnostic.ts'
import { diagnose } from '../model/diagnostic.ts'
import { CREDENTIAL_UNREADABLE } from '../model/shared-codes.ts'
import {
  CREDENTIALS_MALFORMED,
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
  /** Where the destination itself has none. */
  readonly remedy: string
}

const EXPLANATIONS: { readonly [reason in SinkErrorReason]: Explanation } = {
  permission: { code: PERMISSION_MISSING, remedy: 'Allow the user or role that runs strmctl to write there.' },
  credentials: {
    code: CREDENTIALS_REFUSED,
    remedy: 'Check that the credentials are complete, belong to this place and have not expired.',
  },
  'credentials-unreadable': {
    code: CREDENTIAL_UNREADABLE,
    remedy: 'Put the credential there, or correct the name in the configuration.',
  },
  'credentials-malformed': { code: CREDENTIALS_MALFORMED, remedy: 'Copy the credentials again, whole.' },
  'missing-place': { code: PLACE_MISSING, remedy: 'Create it, mount it, or correct its name in the configuration.' },
  'no-space': { code: PLACE_FULL, remedy: 'Free some space or raise the quota.' },
  unavailable: { code: PLACE_UNAVAILABLE, remedy: 'Check that it runs and can be reached from here.' },
  conflict: { code: PLACE_OCCUPIED, remedy: 'Move away what is there, or choose another path prefix.' },
  invalid: { code: PLACE_UNSUITABLE, remedy: 'Choose another place or a shorter path prefix.' },
  unknown: { code: UNKNOWN_FAILURE, remedy: 'The answer of the place says more.' },
}

/** The diagnostic of a failed validation step: which place, what it answered, what to do. */
export function explainFailure(error: SinkError, place: string): Diagnostic {
  return explain(error, `The destination "${place}" cannot be used. ${error.message}.`)
}

/** The diagnostic of a failure outside of validation: the message names the place. */
export function explainSinkError(error: SinkError): Diagnostic {
  return explain(error, `${error.message}.`)
}

function explain({ reason, remedy: special }: SinkError, what: string): Diagnostic {
  const { code, remedy } = EXPLANATIONS[reason]
  return diagnose(code, { detail: `${what} ${special ?? remedy}` })
}

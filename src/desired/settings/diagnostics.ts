import { type DiagnosticCode, errorCode } from '../../model/diagnostic.ts'

export const UNSUPPORTED_VERSION = errorCode(
  'STRM1300',
  'Unsupported version of strmctl',
  'The configuration says with required_version which versions of strmctl it was made for, and this one is not among them. Install one that is, or widen the constraint when you know that it works.',
)

export const INVALID_VERSION_CONSTRAINT = errorCode(
  'STRM1301',
  'Invalid version constraint',
  'A constraint is an operator with a version, or several with commas between them: ">= 0.1", "~> 1.2" (1.2 and later, below 2.0), ">= 1.0, < 1.9, != 1.4.2". Operators are =, !=, <, <=, >, >= and ~>.',
)

export const UNSUPPORTED_STATE_STORE = errorCode(
  'STRM1302',
  'Unsupported store for the state',
  'The label of the "state" block says where the state is kept. The detail names the stores that this version knows; "local" is a file whose path counts from the directory of the configuration, by default state/strmctl.state.json.',
)

export const SETTINGS_CODES: readonly DiagnosticCode[] = [
  UNSUPPORTED_VERSION,
  INVALID_VERSION_CONSTRAINT,
  UNSUPPORTED_STATE_STORE,
]

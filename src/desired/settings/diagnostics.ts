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

export const UNSUPPORTED_STATE_PLACE = errorCode(
  'STRM1302',
  'Unsupported place for the state',
  'The label of the "state" block says where the state is kept. This version knows "local": a file whose path counts from the directory of the configuration, by default state/strmctl.state.json.',
)

export const INVALID_SETTING = errorCode(
  'STRM1303',
  'Invalid setting',
  'The settings of the "strmctl" block are known before anything is evaluated: literal values and functions only, no variables, locals or resources.',
)

export const SETTINGS_CODES: readonly DiagnosticCode[] = [
  UNSUPPORTED_VERSION,
  INVALID_VERSION_CONSTRAINT,
  UNSUPPORTED_STATE_PLACE,
  INVALID_SETTING,
]

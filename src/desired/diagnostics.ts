import type { DiagnosticCode } from '../model/diagnostic.ts'
import { BODY_CODES } from './body/diagnostics.ts'
import { DECLARATIONS_CODES } from './declarations/diagnostics.ts'
import { DECODE_CODES } from './decode/diagnostics.ts'
import { EVALUATE_CODES } from './evaluate/diagnostics.ts'
import { RESOURCES_DECODE_CODES } from './resources/diagnostics.ts'
import { SETTINGS_CODES } from './settings/diagnostics.ts'
import { VARIABLES_CODES } from './variables/diagnostics.ts'

/** Every code of this folder, for `strmctl explain`. */
export const DESIRED_CODES: readonly DiagnosticCode[] = [
  ...DECLARATIONS_CODES,
  ...BODY_CODES,
  ...DECODE_CODES,
  ...RESOURCES_DECODE_CODES,
  ...VARIABLES_CODES,
  ...SETTINGS_CODES,
  ...EVALUATE_CODES,
]

import { APPLY_CODES } from '../../../apply/diagnostics.ts'
import { CONNECTORS_CODES } from '../../../connectors/diagnostics.ts'
import { DESIRED_CODES } from '../../../desired/diagnostics.ts'
import { ENGINE_CODES } from '../../../engine/diagnostics.ts'
import type { DiagnosticCode } from '../../../model/diagnostic.ts'
import { SHARED_CODES } from '../../../model/shared-codes.ts'
import { PLAN_CODES } from '../../../plan/diagnostics.ts'
import { ACTIONS_CODES } from '../../../resources/action-diagnostics.ts'
import { RESOURCES_CODES } from '../../../resources/diagnostics.ts'
import { STATE_CODES } from '../../../state/diagnostics.ts'
import { STREAMS_CODES } from '../../../streams/diagnostics.ts'
import { HCL_CODES } from '../../../syntax/hcl/diagnostics.ts'
import { YAML_CODES } from '../../../syntax/yaml/diagnostics.ts'
import { CLI_CODES } from '../../diagnostics.ts'

/** Every code that any diagnostic can carry, in order: what `strmctl explain` knows. */
export const ALL_CODES: readonly DiagnosticCode[] = [
  HCL_CODES,
  YAML_CODES,
  DESIRED_CODES,
  RESOURCES_CODES,
  SHARED_CODES,
  PLAN_CODES,
  APPLY_CODES,
  ACTIONS_CODES,
  STATE_CODES,
  STREAMS_CODES,
  CONNECTORS_CODES,
  ENGINE_CODES,
  CLI_CODES,
]
  .flat()
  .toSorted((a, b) => a.code.localeCompare(b.code))

/** Codes that are gone, with the code that the condition has now. They are never used again. */
export const RETIRED_CODES: { readonly [code: string]: string } = {
  STRM1600: 'STRM1264',
  STRM1601: 'STRM1265',
  STRM2307: 'STRM1801',
  STRM3000: 'STRM1804',
  STRM3001: 'STRM1801',
  STRM3002: 'STRM1803',
  STRM3003: 'STRM1803',
  STRM4008: 'STRM1651',
}

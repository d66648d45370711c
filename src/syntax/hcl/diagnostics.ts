import type { DiagnosticCode } from '../../model/diagnostic.ts'
import * as expression from './expression-codes.ts'
import * as lexical from './lexical-codes.ts'
import * as structure from './structure-codes.ts'

/** Every mistake the HCL front end can report. */
export const HCL_CODES: readonly DiagnosticCode[] = [lexical, structure, expression].flatMap((codes) =>
  Object.values(codes),
)

import type { DiagnosticCode } from '../../model/diagnostic.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'

/** An error that carries one diagnostic. */
export function problem(code: DiagnosticCode, detail: string, cause?: unknown): DiagnosedError {
  return new DiagnosedError([diagnose(code, { detail })], { cause })
}

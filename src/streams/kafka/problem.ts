import type { DiagnosticCode } from '../../model/diagnostic.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'

export interface ProblemOptions {
  readonly cause?: unknown
  /** Waiting may mend it. */
  readonly mayPass?: boolean
}

/** An error that carries one diagnostic. */
export function problem(code: DiagnosticCode, detail: string, options: ProblemOptions = {}): DiagnosedError {
  return new DiagnosedError([diagnose(code, { detail })], options)
}

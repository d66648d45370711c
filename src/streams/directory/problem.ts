import type { DiagnosticCode } from '../../model/diagnostic.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'

/** An error that carries one diagnostic. */
export function problem(code: DiagnosticCode, detail: string, cause?: unknown): DiagnosedError {
  return new DiagnosedError([diagnose(code, { detail })], { cause })
}

/** The code of a system error: `ENOENT`. */
export function systemCode(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

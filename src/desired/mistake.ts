import type { DiagnosticCode } from '../model/diagnostic.ts'

/** Declares the code of an error. */
export function mistake(code: string, summary: string, explanation: string): DiagnosticCode {
  return { code, severity: 'error', summary, explanation }
}

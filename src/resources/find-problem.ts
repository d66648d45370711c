import { DiagnosedError } from '../model/diagnosed-error.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** What is wrong outside as diagnostics; empty when `look` succeeds. A bug stays an error. */
export async function findProblem(look: () => Promise<unknown>): Promise<readonly Diagnostic[]> {
  try {
    await look()
    return []
  } catch (error) {
    if (error instanceof DiagnosedError) return error.diagnostics
    throw error
  }
}

/** The same as warnings: facts about the outside that must not stop a plan for other resources. */
export function asWarnings(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => ({ ...diagnostic, severity: 'warning' }))
}

import type { Diagnostic } from '../../model/diagnostic.ts'

/** In the order of the text. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.toSorted((a, b) => startOf(a) - startOf(b))
}

function startOf(diagnostic: Diagnostic): number {
  return diagnostic.range?.start.byte ?? 0
}

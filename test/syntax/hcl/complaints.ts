import type { Diagnostic } from '../../../src/model/diagnostic.ts'
import type { Position, SourceRange } from '../../../src/model/source-range.ts'

/** One line for each mistake, its detail and its fix below it. */
export function describeDiagnostics(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map((diagnostic) => describe(diagnostic).join('\n')).join('\n')
}

function describe({ code, summary, detail, range, fix }: Diagnostic): readonly string[] {
  const lines = [`${code} ${range === undefined ? '?' : place(range)} ${summary}`, `    ${detail}`]
  return fix === undefined ? lines : [...lines, `    fix ${place(fix.range)} ${JSON.stringify(fix.newText)}`]
}

function place({ start, end }: SourceRange): string {
  return `${point(start)}-${point(end)}`
}

function point({ line, column }: Position): string {
  return `${line}:${column}`
}

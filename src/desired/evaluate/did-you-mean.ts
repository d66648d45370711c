import type { DiagnosticParts } from '../../model/diagnostic.ts'
import type { SourceRange } from '../../model/source-range.ts'
import { closest } from '../../lib/closest.ts'

/** The parts of a diagnostic about a wrong name: the sentences, the nearest right name and the replacement by it. */
export function suggestName(options: {
  readonly name: string
  readonly range: SourceRange
  readonly candidates: Iterable<string>
  readonly problem: string
  /** What to do where no name is near. */
  readonly remedy: string
}): DiagnosticParts {
  const { name, range, candidates, problem, remedy } = options
  const suggestion = closest(name, candidates)
  if (suggestion === undefined) return { detail: `${problem} ${remedy}`, range }
  return { detail: `${problem} Did you mean "${suggestion}"?`, range, fix: { range, newText: suggestion } }
}

import type { SourceRange } from '../../model/source-range.ts'
import type { Expression } from '../../syntax/expression.ts'

/** A traversal that starts at a root name of the scope: `var.bucket`, `stream.demo["eu"].name`. */
export interface Reference {
  /** Root name, then the names and constant keys that follow it as far as they are written out: `['stream', 'demo', 'eu', 'name']`. */
  readonly path: readonly string[]
  /** Of the traversal as far as `path` goes. */
  readonly range: SourceRange
  /** As written, in canonical spelling: `stream.demo["eu"].name`. */
  readonly text: string
}

/** Every reference in an expression in source order, names bound by `for` and splats left out. Includes branches that are not taken. */
export function referencesOf(expression: Expression): readonly Reference[] {
  void expression
  return []
}

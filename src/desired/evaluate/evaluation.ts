import type { Diagnostic, DiagnosticCode, DiagnosticParts } from '../../model/diagnostic.ts'
import type { Expression } from '../../syntax/expression.ts'
import type { Evaluated } from './evaluated.ts'
import type { Binding, Scope } from './scope.ts'
import type { UnknownValue, Value } from './value.ts'

/** One evaluation under way: what the parts of the evaluator need of the whole. */
export interface Evaluation {
  readonly scope: Scope
  /** The value of a part of the expression; its mistakes are collected. */
  readonly valueOf: (expression: Expression) => Value
  /** The same evaluation with further names. */
  readonly within: (bindings: ReadonlyMap<string, Binding>) => Evaluation
  /** Collects a mistake and gives the unknown that stands for its result. */
  readonly report: (declared: DiagnosticCode, parts: DiagnosticParts) => UnknownValue
  /** Collects the diagnostics of an attempt. */
  readonly keep: (diagnostics: readonly Diagnostic[]) => void
  /** Evaluates a part and returns its mistakes separately: for functions that handle them. */
  readonly attempt: (expression: Expression) => Evaluated
}

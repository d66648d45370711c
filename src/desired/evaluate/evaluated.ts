import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Value } from './value.ts'

/** The result of an expression. With errors among the diagnostics the value is or holds unknowns. */
export interface Evaluated {
  readonly value: Value
  readonly diagnostics: readonly Diagnostic[]
  /** Whether a value on the way was sensitive or held something sensitive, even where it does not show in the value: a failure may depend on it. */
  readonly touchedSensitive: boolean
  /** Whether a value on the way was sensitive itself: success may depend on it. Reading an open attribute of an object that holds secrets is not. */
  readonly readSensitive: boolean
}

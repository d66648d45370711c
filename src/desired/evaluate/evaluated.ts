import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Value } from './value.ts'

/** What an expression came to. With errors among the diagnostics the value is or holds unknowns. */
export interface Evaluated {
  readonly value: Value
  readonly diagnostics: readonly Diagnostic[]
  /** Whether anything sensitive was read on the way, even where it does not show in the value. */
  readonly touchedSensitive: boolean
}

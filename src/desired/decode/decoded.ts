import type { DiagnosticCode } from '../../model/diagnostic.ts'

/** A fault of a value, before it is known where the value is written. */
export interface Problem {
  readonly code: DiagnosticCode
  readonly detail: string
  /** Indexes and keys from the field's value down to the part that is wrong. */
  readonly path: readonly (string | number)[]
  /** Text to write instead of the part. */
  readonly suggestion?: string
}

/** The result of decoding a value: the value, problems, or nothing where it depends on a mistake that is already reported. */
export type Decoded<Result> =
  | { readonly outcome: 'value'; readonly value: Result }
  | { readonly outcome: 'problems'; readonly problems: readonly Problem[] }
  | { readonly outcome: 'unknown' }

export function decoded<Result>(value: Result): Decoded<Result> {
  return { outcome: 'value', value }
}

export function refused(problem: Omit<Problem, 'path'>): Decoded<never> {
  return { outcome: 'problems', problems: [{ ...problem, path: [] }] }
}

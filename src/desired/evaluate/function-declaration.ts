import type { Host } from './host.ts'
import type { Value } from './value.ts'

/** A function as the caller sees it. Declarations are written with `defineFunction`, which gives `call` its typed arguments. */
export interface FunctionDeclaration {
  readonly name: string
  /** One or two sentences for the reference docs. */
  readonly doc: string
  readonly parameters: readonly ParameterDeclaration[]
  /** Takes any number of further arguments. */
  readonly rest: ParameterDeclaration | undefined
  /** How the marks of the arguments reach the result. */
  readonly marks: MarkRule
  /** Arguments in clear; only called with as many as are declared. */
  readonly call: (args: readonly Value[], host: Host) => CallOutcome
}

/**
 * - `all`: the result is sensitive when any part of any argument is
 * - `outer`: parts of collections pass through with their own marks; only a mark on an argument itself marks the result
 * - `none`: the function decides (`sensitive`, `nonsensitive`, `issensitive`)
 */
export type MarkRule = 'all' | 'outer' | 'none'

export interface ParameterDeclaration {
  readonly name: string
  /** For messages: `string`, `list of string`. */
  readonly type: string
  /** May be left out; only followed by others that may be. */
  readonly optional: boolean
}

export type CallOutcome = { readonly outcome: 'value'; readonly value: Value } | CallProblem

/** `argument` is the index of the argument at fault; absent for the call as a whole. */
export interface CallProblem {
  readonly outcome: 'problem'
  readonly argument?: number
  /** Sentences for the diagnostic. Every value goes through `quote`, which masks it where an argument is sensitive. */
  readonly detail: (quote: Quote) => string
}

export type Quote = (text: string) => string

export type FunctionCatalogue = ReadonlyMap<string, FunctionDeclaration>

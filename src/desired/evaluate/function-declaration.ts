import type { Evaluated } from './evaluated.ts'
import type { Host } from './host.ts'
import type { Value } from './value.ts'

/** A function of the expression language. Written with `defineFunction`, which gives `call` its typed arguments. */
export type FunctionDeclaration = EagerFunction | LazyFunction

interface Signature {
  readonly name: string
  /** One or two sentences for the reference docs. */
  readonly doc: string
  readonly parameters: readonly ParameterDeclaration[]
  /** Accepts any number of further arguments of this kind. */
  readonly rest: ParameterDeclaration | undefined
}

export interface EagerFunction extends Signature {
  readonly evaluation: 'eager'
  /** How the marks of the arguments reach the result. */
  readonly marks: MarkRule
  /** Only called with as many arguments as are declared, each accepted by its parameter. */
  readonly call: (args: readonly Value[], host: Host) => CallOutcome
}

/** Decides itself which arguments are evaluated, and handles their mistakes: `try`, `can`. */
export interface LazyFunction extends Signature {
  readonly evaluation: 'lazy'
  readonly call: (args: readonly (() => Evaluated)[]) => Evaluated
}

/**
 * - `all`: the result is sensitive when any part of any argument is
 * - `outer`: parts of collections pass through with their own marks; only a mark on an argument itself marks the result
 * - `none`: the function decides (`sensitive`, `nonsensitive`, `issensitive`)
 */
export type MarkRule = 'all' | 'outer' | 'none'

export interface ParameterDeclaration {
  readonly name: string
  /** With an article, for messages: `a string`, `a list of strings`. */
  readonly type: string
  /** May be left out; only followed by others that may be left out. */
  readonly optional: boolean
  readonly nullable: boolean
  /** Whether the value is of the type or converts to it. */
  readonly accepts: (value: Value) => boolean
}

export type CallOutcome = Value | CallProblem

/** `argument` is the index of the argument at fault; absent for the call as a whole. */
export interface CallProblem {
  readonly problem: (quote: Quote) => string
  readonly argument?: number
}

/** Puts a value into a message: in double quotes, or masked where an argument is sensitive. */
export type Quote = (text: string) => string

export type FunctionCatalogue = ReadonlyMap<string, FunctionDeclaration>

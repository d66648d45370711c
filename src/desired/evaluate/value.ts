import type { Address } from '../../model/address.ts'
import type { SourceRange } from '../../model/source-range.ts'

interface Marked {
  /** This value must never be shown; what is computed from it is sensitive too. Parts of a collection carry their own mark. */
  readonly sensitive: boolean
}

/**
 * What an expression evaluates to. Make values with the functions of `make-value.ts` only: they keep objects sorted, sets
 * distinct and `inside` right.
 */
export type Value =
  StringValue | NumberValue | BoolValue | NullValue | ListValue | SetValue | ObjectValue | ReferenceValue | UnknownValue

export type ValueType = Value['type']

interface StringValue extends Marked {
  readonly type: 'string'
  readonly value: string
}

/** Finite; a whole number is a safe integer, so that it is exact. */
interface NumberValue extends Marked {
  readonly type: 'number'
  readonly value: number
}

interface BoolValue extends Marked {
  readonly type: 'bool'
  readonly value: boolean
}

interface NullValue extends Marked {
  readonly type: 'null'
}

/** HCL's tuple and list in one: elements may differ in type. */
export interface ListValue extends Marked {
  readonly type: 'list'
  readonly items: readonly Value[]
  readonly inside: Inside
}

/** Distinct elements without index, from `toset`: strings in lexical order, others in order of appearance. */
export interface SetValue extends Marked {
  readonly type: 'set'
  readonly items: readonly Value[]
  readonly inside: Inside
}

/** HCL's object and map in one. Iterates in lexical order of the keys, as HCL does. Keys are never sensitive by themselves. */
export interface ObjectValue extends Marked {
  readonly type: 'object'
  readonly entries: ReadonlyMap<string, Value>
  readonly inside: Inside
}

/** One resource of the configuration: `stream.demo`, `stream.demo["eu"]`. Its attributes are read from the configuration. */
interface ReferenceValue extends Marked {
  readonly type: 'reference'
  readonly address: Address
  readonly members: Members
}

/** The result of a mistake that is already reported: whatever is computed from it is unknown as well and never reported again. */
export interface UnknownValue extends Marked {
  readonly type: 'unknown'
}

/** Facts about the parts of a collection, at any depth, stored so that no one has to walk it. */
export interface Inside {
  readonly sensitive: boolean
  readonly unknown: boolean
  /** Levels of collections below this one, this one included: 1 for a flat list. */
  readonly depth: number
}

/** Named values that may be computed only when they are read: variables, locals, the attributes of a resource. */
export interface Members {
  /** For did-you-mean; in the order in which they should be offered. */
  names(): Iterable<string>
  /** Without computing it; true exactly where `get` gives a value. */
  has(name: string): boolean
  /** Nothing where there is no such member. A member that is in error gives `unknownValue()`; who provides it reports why, with `from` (the place that reads it) where that helps. */
  get(name: string, from: SourceRange): Value | undefined
}

/** Levels of nesting allowed in an expression: no less than the parsers let through, and far below what overflows the stack. */
export const MAX_EXPRESSION_DEPTH = 1000

/** Levels of collections allowed in a value, which locals can build up step by step. */
export const MAX_VALUE_DEPTH = 500

import type { SourceRange } from '../../model/source-range.ts'
import type { Block } from '../../syntax/document.ts'
import type { Expression } from '../../syntax/expression.ts'
import type { TypeConstraint } from './type-constraint.ts'

/** A declared variable, its block understood. */
export interface Variable {
  readonly name: string
  readonly type: TypeConstraint
  readonly default: Expression | undefined
  readonly sensitive: boolean
  readonly nullable: boolean
  readonly validations: readonly Validation[]
  /** The header of its block. */
  readonly range: SourceRange
}

/** Both are evaluated with the variables in scope. */
export interface Validation {
  readonly condition: Expression
  readonly errorMessage: Expression
  readonly block: Block
}

/** Where a value of a variable comes from, with the value as it was given there. */
export type GivenValue =
  | {
      readonly source: 'text'
      readonly name: string
      readonly text: string
      readonly origin: string
      readonly typed: boolean
    }
  | { readonly source: 'file'; readonly name: string; readonly expression: Expression; readonly nameRange: SourceRange }

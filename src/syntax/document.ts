import type { Diagnostic } from '../model/diagnostic.ts'
import type { SourceRange } from '../model/source-range.ts'
import type { Expression } from './expression.ts'

/** A parsed file; HCL and YAML give the same shape. Parsing never fails: what could not be read is in `diagnostics`, the rest in `body`. */
export interface Document {
  readonly file: string
  readonly language: 'hcl' | 'yaml'
  readonly text: string
  readonly body: Body
  /** Every comment in source order; with the text and the ranges nothing is lost, so `fmt` and editing can be built on it. */
  readonly comments: readonly Comment[]
  readonly diagnostics: readonly Diagnostic[]
}

export interface Comment {
  readonly style: 'hash' | 'slashes' | 'block'
  /** As written, with the marks that begin and end it, without the line break. */
  readonly text: string
  readonly range: SourceRange
}

/** What stands between braces, or a whole file. */
export interface Body {
  /** In source order. A name may occur twice: the decoder reports that with both places. */
  readonly items: readonly (Attribute | Block)[]
  readonly range: SourceRange
}

export interface Attribute {
  readonly node: 'attribute'
  readonly name: string
  readonly nameRange: SourceRange
  readonly value: Expression
  readonly range: SourceRange
}

export interface Label {
  readonly text: string
  readonly quoted: boolean
  readonly range: SourceRange
}

export interface Block {
  readonly node: 'block'
  readonly type: string
  readonly typeRange: SourceRange
  readonly labels: readonly Label[]
  /** From the type to the last label. */
  readonly headerRange: SourceRange
  readonly body: Body
  readonly range: SourceRange
}

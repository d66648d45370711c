import type { KindRules } from '../../model/kind.ts'
import type { Attribute, Block, Document } from '../../syntax/document.ts'

/** A block and the language it is written in. */
export interface DeclaredBlock {
  readonly language: Document['language']
  readonly block: Block
}

export interface DeclaredVariable extends DeclaredBlock {
  readonly name: string
}

export interface DeclaredResource extends DeclaredBlock {
  /** `stream.demo`: the address without a key. */
  readonly id: string
  readonly label: string
  readonly rules: KindRules
}

/** What the files of a configuration declare, each once, in the order of files and lines. */
export interface Declarations {
  readonly settings: readonly DeclaredBlock[]
  readonly variables: ReadonlyMap<string, DeclaredVariable>
  readonly locals: ReadonlyMap<string, Attribute>
  readonly resources: ReadonlyMap<string, DeclaredResource>
}

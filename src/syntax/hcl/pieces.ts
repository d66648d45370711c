import type { Expression } from '../expression.ts'
import type { ForIntro } from './for-intro.ts'

/** A stretch of literal text, at most one line of it in a heredoc; `text` has its escapes resolved. */
export interface TextPiece {
  readonly piece: 'text'
  readonly text: string
  readonly start: number
  readonly end: number
}

/** What `${…}` or `%{…}` says. */
export type SequenceContent =
  | { readonly says: 'interpolation'; readonly expression: Expression }
  | { readonly says: 'if'; readonly condition: Expression }
  | { readonly says: 'for'; readonly intro: ForIntro }
  | { readonly says: 'else' }
  | { readonly says: 'endif' }
  | { readonly says: 'endfor' }

/** A template sequence; `stripBefore` and `stripAfter` tell of the marker `~` at its braces. */
export interface SequencePiece {
  readonly piece: 'sequence'
  readonly content: SequenceContent
  readonly start: number
  readonly end: number
  readonly stripBefore: boolean
  readonly stripAfter: boolean
}

/** A template as it is written, one thing after the other, before directives are paired. */
export type Piece = TextPiece | SequencePiece

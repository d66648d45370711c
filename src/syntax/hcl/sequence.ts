import { closest } from '../../lib/closest.ts'
import { type Expression, missingAt } from '../expression.ts'
import { lineEnd, PERCENT, TILDE } from './characters.ts'
import { INVALID_DIRECTIVE, UNCLOSED_SEQUENCE } from './expression-codes.ts'
import { type ForIntro, parseForIntro } from './for.ts'
import type { Parser } from './parser.ts'
import { skipBracketed } from './skip.ts'
import { describeToken, failUnexpected } from './unexpected.ts'

/**
 * The template sequence whose `${` or `%{` begins at `start`; where its end is not found the parser keeps panicking.
 *
 *     Sequence  = "${" [ "~" ] Expression [ "~" ] "}" | "%{" [ "~" ] Directive [ "~" ] "}"
 *     Directive = "if" Expression | "else" | "endif" | ForIntro | "endfor"
 */
export function parseSequence(parser: Parser, start: number): SequencePiece {
  const { scanner } = parser
  const stripBefore = scanner.text.charCodeAt(start + 2) === TILDE
  scanner.newlines = false
  scanner.moveTo(start + (stripBefore ? 3 : 2))
  scanner.advance()
  parser.open.push('{')
  const { failures } = parser
  const content = parseContent(parser, start)
  if (parser.panicking || !isClosing(parser)) recover(parser, start)
  parser.open.pop()
  if (parser.panicking) return missingSequence(parser, start)
  const says = parser.failures === failures ? content : withoutValue(content)
  return {
    piece: 'sequence',
    content: says,
    start,
    end: scanner.end,
    stripBefore,
    stripAfter: parser.is('strip-close'),
  }
}

/** A broken sequence keeps its kind and loses its value. */
function withoutValue(content: SequenceContent): SequenceContent {
  switch (content.says) {
    case 'interpolation':
      return { says: 'interpolation', expression: missingAt(content.expression) }
    case 'if':
      return { says: 'if', condition: missingAt(content.condition) }
    case 'for':
      return { says: 'for', intro: { ...content.intro, collection: missingAt(content.intro.collection) } }
    case 'else':
    case 'endif':
    case 'endfor':
      return content
  }
}

function missingSequence(parser: Parser, start: number): SequencePiece {
  const end = Math.max(start + 2, parser.scanner.previousEnd)
  const content = { says: 'interpolation', expression: parser.missing() } as const
  return { piece: 'sequence', content, start, end, stripBefore: false, stripAfter: false }
}

function parseContent(parser: Parser, start: number): SequenceContent {
  if (parser.scanner.text.charCodeAt(start) === PERCENT) return parseDirective(parser)
  return { says: 'interpolation', expression: parser.expression() }
}

function isClosing(parser: Parser): boolean {
  return parser.is('}') || parser.is('strip-close')
}

/** Skips to the closing brace; that it is missing can only be said when it was not found. */
function recover(parser: Parser, start: number): void {
  const { scanner } = parser
  const mark = scanner.mark()
  const limit = sequenceLimit(parser, start)
  const target = { closer: '}', separators: ['strip-close'], isBeyond: () => scanner.start >= limit } as const
  skipBracketed(parser, target)
  const found = isClosing(parser)
  if (!parser.panicking) {
    scanner.reset(mark)
    if (found) failUnexpected(parser, `Expected "}" after the expression, but found ${describeToken(parser)}.`)
    else failUnclosed(parser, start)
    skipBracketed(parser, target)
  }
  parser.panicking = !found
}

/** The end of a sequence is searched for no further than its line, unless it was already broken over several. */
function sequenceLimit(parser: Parser, start: number): number {
  const end = lineEnd(parser.scanner.text, start)
  return parser.scanner.previousEnd <= end ? end : Infinity
}

function failUnclosed(parser: Parser, start: number): void {
  const { previousEnd, text } = parser.scanner
  const opening = text.slice(start, start + 2)
  parser.fail(UNCLOSED_SEQUENCE, {
    start,
    end: start + 2,
    detail: `The template sequence that "${opening}" begins is never closed: "}" was expected before ${describeToken(parser)}. For these characters as text write "${opening.slice(0, 1)}${opening}".`,
    fix: parser.replace(previousEnd, previousEnd, '}'),
  })
}

const KEYWORDS = ['if', 'else', 'endif', 'for', 'endfor'] as const

/** The content of `%{ … }`. */
function parseDirective(parser: Parser): SequenceContent {
  const word = parser.scanner.word()
  const keyword = parser.is('identifier') ? KEYWORDS.find((name) => name === word) : undefined
  if (keyword === undefined) return failKeyword(parser)
  if (keyword === 'for') return { says: 'for', intro: parseForIntro(parser, INVALID_DIRECTIVE) }
  parser.scanner.advance()
  if (keyword === 'if') return { says: 'if', condition: parser.expression() }
  return { says: keyword }
}

function failKeyword(parser: Parser): SequenceContent {
  const { start, end } = parser.scanner
  const found = describeToken(parser)
  const near = parser.is('identifier') ? closest(parser.scanner.word(), KEYWORDS) : undefined
  const advice = near === undefined ? '' : ` Did you mean "${near}"?`
  const fix = near === undefined ? {} : { fix: parser.replace(start, end, near) }
  const detail = `A directive begins with "if", "else", "endif", "for" or "endfor", but found ${found}.${advice} For "%{" as text write "%%{".`
  parser.fail(INVALID_DIRECTIVE, { start, end, detail, ...fix })
  return { says: 'interpolation', expression: parser.missing() }
}

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

/** A template sequence; `stripBefore` and `stripAfter` stand for the marker `~` at its braces. */
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

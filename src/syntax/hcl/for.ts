import type { DiagnosticCode } from '../../model/diagnostic.ts'
import type { Expression, ForExpression } from '../expression.ts'
import { type Bracket, closeBracket } from './brackets.ts'
import { INVALID_FOR } from './expression-codes.ts'
import type { Parser } from './parser.ts'
import { describeToken, failUnexpected } from './unexpected.ts'

/**
 * A `for` that produces a list; the current token is the word `for`.
 *
 *     ForTuple  = "[" ForIntro ":" Expression [ "if" Expression ] "]"
 *     ForIntro  = "for" identifier [ "," identifier ] "in" Expression
 */
export function parseForTuple(parser: Parser, bracket: Bracket): ForExpression {
  const intro = parseIntroAndColon(parser)
  const value = part(parser)
  const condition = parseCondition(parser)
  closeBracket(parser, bracket)
  const range = parser.from(bracket.start)
  return { node: 'for', result: 'tuple', ...intro, key: undefined, value, condition, group: false, range }
}

/**
 * A `for` that produces an object; the current token is the word `for`.
 *
 *     ForObject = "{" ForIntro ":" Expression "=>" Expression [ "..." ] [ "if" Expression ] "}"
 */
export function parseForObject(parser: Parser, bracket: Bracket): ForExpression {
  const intro = parseIntroAndColon(parser)
  const key = part(parser)
  expect(parser, '=>', 'An object needs "=>" between key and value')
  const value = part(parser)
  const group = !parser.panicking && parser.accept('...')
  const condition = parseCondition(parser)
  closeBracket(parser, bracket)
  return { node: 'for', result: 'object', ...intro, key, value, condition, group, range: parser.from(bracket.start) }
}

function parseIntroAndColon(parser: Parser): ReturnType<typeof parseForIntro> {
  const intro = parseForIntro(parser, INVALID_FOR)
  expect(parser, ':', 'The collection of a "for" must be followed by ":"')
  return intro
}

function parseCondition(parser: Parser): Expression | undefined {
  if (parser.panicking || !parser.isWord('if')) return undefined
  parser.scanner.advance()
  return parser.expression()
}

function part(parser: Parser): Expression {
  return parser.panicking ? parser.missing() : parser.expression()
}

function expect(parser: Parser, kind: ':' | '=>', reason: string): void {
  if (parser.panicking || parser.accept(kind)) return
  failUnexpected(parser, `${reason}, but found ${describeToken(parser)}.`, INVALID_FOR)
}

export interface ForIntro {
  readonly keyName: string | undefined
  readonly valueName: string
  readonly collection: Expression
}

/** `for key, value in collection`, of an expression or of a directive; the current token is the word `for`. */
export function parseForIntro(parser: Parser, declared: DiagnosticCode): ForIntro {
  parser.scanner.advance()
  const first = parseName(parser, declared)
  const second = !parser.panicking && parser.accept(',') ? parseName(parser, declared) : undefined
  if (!parser.panicking && !parser.isWord('in')) failMissingIn(parser, declared)
  if (!parser.panicking) parser.scanner.advance()
  const collection = parser.panicking ? parser.missing() : parser.expression()
  return second === undefined
    ? { keyName: undefined, valueName: first, collection }
    : { keyName: first, valueName: second, collection }
}

function parseName(parser: Parser, declared: DiagnosticCode): string {
  if (parser.panicking) return ''
  const name = parser.scanner.word()
  if (parser.accept('identifier')) return name
  failUnexpected(
    parser,
    `After "for" the name of a variable was expected, but found ${describeToken(parser)}. An element or key named "for" must be written in double quotes.`,
    declared,
  )
  return ''
}

function failMissingIn(parser: Parser, declared: DiagnosticCode): void {
  const found = describeToken(parser)
  failUnexpected(
    parser,
    `After its variables a "for" needs the word "in" and a collection, but found ${found}.`,
    declared,
  )
}

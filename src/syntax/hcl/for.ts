import type { Expression, ForExpression } from '../expression.ts'
import type { Bracket } from './brackets.ts'
import type { Parser } from './parser.ts'
import { closeBracket } from './brackets.ts'
import { describeToken } from './describe-token.ts'
import { INVALID_FOR } from './expression-codes.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { parseForIntro } from './for-intro.ts'

/** `[for item in list : value if condition]`; the current token is the word `for`. */
export function parseForTuple(parser: Parser, bracket: Bracket): ForExpression {
  const intro = parseIntroAndColon(parser)
  const value = part(parser)
  const condition = parseCondition(parser)
  closeBracket(parser, bracket)
  const range = parser.from(bracket.start)
  return { node: 'for', result: 'tuple', ...intro, key: undefined, value, condition, group: false, range }
}

/** `{for key, value in map : key => value... if condition}`; the current token is the word `for`. */
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

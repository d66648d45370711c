import type { Expression, LiteralExpression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { closeBracket, openBracket } from './brackets.ts'
import { parseCall } from './call.ts'
import { parseHeredoc } from './heredoc.ts'
import { failMissingExpression } from './missing-expression.ts'
import { parseNumber } from './number.ts'
import { parseObject } from './object.ts'
import { parseQuoted } from './quoted.ts'
import { parseForeignString } from './foreign-string.ts'
import { parseTraversals } from './traversal.ts'
import { parseTuple } from './tuple.ts'

/** An operand: a value with the accesses behind it. */
export function parseTerm(parser: Parser): Expression {
  const { start } = parser.scanner
  const value = parseValue(parser)
  const { kind } = parser.scanner
  return kind === '.' || kind === '[' ? parseTraversals(parser, value, start) : value
}

function parseValue(parser: Parser): Expression {
  switch (parser.scanner.kind) {
    case 'quote':
      return parseQuoted(parser)
    case 'identifier':
      return parseNamed(parser)
    case 'number':
      return parseNumber(parser)
    case '[':
      return parseTuple(parser)
    case '{':
      return parseObject(parser)
    case '(':
      return parseParentheses(parser)
    case 'heredoc':
      return parseHeredoc(parser)
    case 'invalid':
      return parseForeignString(parser) ?? failMissingExpression(parser)
    default:
      return failMissingExpression(parser)
  }
}

const KEYWORDS: ReadonlyMap<string, LiteralExpression['value']> = new Map<string, LiteralExpression['value']>([
  ['true', true],
  ['false', false],
  ['null', null],
])

/** A call, a keyword or a variable. */
function parseNamed(parser: Parser): Expression {
  const { start, end } = parser.scanner
  const name = parser.scanner.word()
  parser.scanner.advance()
  if (parser.is('(')) return parseCall(parser, { name, start, end })
  const value = KEYWORDS.get(name)
  const range = parser.source.range(start, end)
  return value === undefined ? { node: 'variable', name, range } : { node: 'literal', value, range }
}

function parseParentheses(parser: Parser): Expression {
  const { start } = parser.scanner
  const bracket = openBracket(parser, '(', 'blank')
  const inner = parser.expression()
  closeBracket(parser, bracket)
  return { node: 'parentheses', inner, range: parser.from(start) }
}

import type { Expression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { closeBracket, openBracket } from './brackets.ts'
import { parseCommaSeparated } from './comma-separated.ts'
import { parseForTuple } from './for.ts'

/** `[a, b]` or `[for …]`. */
export function parseTuple(parser: Parser): Expression {
  const { start } = parser.scanner
  const bracket = openBracket(parser, '[', 'blank')
  if (parser.isWord('for')) return parseForTuple(parser, bracket)
  const items = parseCommaSeparated(parser, bracket, () => parser.expression())
  closeBracket(parser, bracket)
  return { node: 'tuple', items, range: parser.from(start) }
}

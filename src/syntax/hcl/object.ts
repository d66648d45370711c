import type { Expression, ObjectItem } from '../expression.ts'
import type { Bracket } from './brackets.ts'
import type { Parser } from './parser.ts'
import { closeBracket, isUnclosed, openBracket, recoverInBracket } from './brackets.ts'
import { describeToken } from './describe-token.ts'
import { MISSING_COMMA } from './expression-codes.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { parseForObject } from './for.ts'
import { parseObjectItem } from './object-item.ts'
import { missingAt } from './missing-at.ts'
import { startsExpression } from './starts-expression.ts'

/** `{key = value, …}` or `{for …}`. Line breaks separate elements as commas do. */
export function parseObject(parser: Parser): Expression {
  const { start } = parser.scanner
  const bracket = openBracket(parser, '{', 'token')
  skipNewlines(parser)
  if (parser.isWord('for')) {
    parser.scanner.newlines = false
    return parseForObject(parser, bracket)
  }
  const items: ObjectItem[] = []
  while (!parser.is('}') && !isUnclosed(parser, bracket)) {
    const item = parseObjectItem(parser)
    const isWhole = parser.panicking || isSeparator(parser) || isUnclosed(parser, bracket)
    if (!isWhole) failMissingSeparator(parser)
    items.push(isWhole ? item : { ...item, value: missingAt(item.value) })
    if (!endItem(parser, bracket)) break
  }
  closeBracket(parser, bracket)
  return { node: 'object', items, range: parser.from(start) }
}

/** Whether another element may follow. */
function endItem(parser: Parser, bracket: Bracket): boolean {
  if (parser.panicking) recoverInBracket(parser, bracket, [',', 'newline'])
  if (parser.panicking || !isSeparator(parser)) return false
  parser.scanner.advance()
  skipNewlines(parser)
  return true
}

function isSeparator(parser: Parser): boolean {
  return parser.is(',') || parser.is('newline')
}

function skipNewlines(parser: Parser): void {
  while (parser.accept('newline'));
}

function failMissingSeparator(parser: Parser): void {
  const { start, end, previousEnd } = parser.scanner
  const found = describeToken(parser)
  if (!startsExpression(parser)) {
    return failUnexpected(
      parser,
      `After the value of an object's element a comma or a line break was expected, but found ${found}.`,
    )
  }
  const detail = `Elements on one line are separated by commas, and there is none before ${found}.`
  parser.fail(MISSING_COMMA, { start, end, detail, fix: parser.replace(previousEnd, previousEnd, ',') })
}

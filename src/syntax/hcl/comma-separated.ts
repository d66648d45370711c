import type { Expression } from '../expression.ts'
import type { Bracket } from './brackets.ts'
import type { Parser } from './parser.ts'
import { isUnclosed, recoverInBracket } from './brackets.ts'
import { describeToken } from './describe-token.ts'
import { MISSING_COMMA } from './expression-codes.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { missingAt } from './missing-at.ts'
import { startsExpression } from './starts-expression.ts'
import { CLOSER_OF } from './token.ts'

/** The elements of a list or the arguments of a call, up to the closing bracket; broken ones are skipped up to the next comma. */
export function parseCommaSeparated(parser: Parser, bracket: Bracket, parseElement: () => Expression): Expression[] {
  const closer = CLOSER_OF[bracket.opener]
  const elements: Expression[] = []
  while (!parser.is(closer) && !isUnclosed(parser, bracket)) {
    const element = parseElement()
    const isWhole = parser.panicking || parser.is(',') || isUnclosed(parser, bracket)
    if (!isWhole) failMissingComma(parser)
    elements.push(isWhole ? element : missingAt(element))
    if (parser.panicking) recoverInBracket(parser, bracket, [','])
    if (parser.panicking || !parser.accept(',')) break
  }
  return elements
}

function failMissingComma(parser: Parser): void {
  const { previousEnd, start, end } = parser.scanner
  const found = describeToken(parser)
  if (!startsExpression(parser))
    return failUnexpected(parser, `Expected a comma or the closing bracket, but found ${found}.`)
  const detail = `Elements are separated by commas, and there is none before ${found}.`
  parser.fail(MISSING_COMMA, { start, end, detail, fix: parser.replace(previousEnd, previousEnd, ',') })
}

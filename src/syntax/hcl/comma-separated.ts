import type { Bracket } from './brackets.ts'
import type { Parser } from './parser.ts'
import { isUnclosed, recoverInBracket } from './brackets.ts'
import { describeToken } from './describe-token.ts'
import { MISSING_COMMA } from './expression-codes.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { startsExpression } from './starts-expression.ts'
import { CLOSER_OF } from './token.ts'

/** The elements of a list or the arguments of a call, up to the closing bracket; broken ones are skipped up to the next comma. */
export function parseCommaSeparated(parser: Parser, bracket: Bracket, parseElement: () => void): void {
  const closer = CLOSER_OF[bracket.opener]
  while (!parser.is(closer) && !isUnclosed(parser, bracket)) {
    parseElement()
    if (!parser.panicking && !parser.is(',') && !isUnclosed(parser, bracket)) failMissingComma(parser)
    if (parser.panicking) recoverInBracket(parser, bracket, [','])
    if (parser.panicking || !parser.accept(',')) return
  }
}

function failMissingComma(parser: Parser): void {
  const { previousEnd, start, end } = parser.scanner
  const found = describeToken(parser)
  if (!startsExpression(parser))
    return failUnexpected(parser, `Expected a comma or the closing bracket, but found ${found}.`)
  const detail = `Elements are separated by commas, and there is none before ${found}.`
  parser.fail(MISSING_COMMA, { start, end, detail, fix: parser.replace(previousEnd, previousEnd, ',') })
}

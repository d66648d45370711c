import type { MissingExpression } from '../expression.ts'
import type { Complaint, Parser } from './parser.ts'
import { isFirstOnLine } from './characters.ts'
import { describeToken } from './describe-token.ts'
import { MISSING_EXPRESSION } from './expression-codes.ts'
import { failUnexpected } from './fail-unexpected.ts'
import { INVALID_NUMBER } from './lexical-codes.ts'

/** Panics because no expression begins with the current token. */
export function failMissingExpression(parser: Parser): MissingExpression {
  const missing = parser.missing()
  const point = decimalPoint(parser)
  if (isStrayComma(parser)) parser.fail(MISSING_EXPRESSION, strayComma(parser))
  else if (point !== undefined) parser.fail(INVALID_NUMBER, point)
  else if (isNowhere(parser)) parser.fail(MISSING_EXPRESSION, afterPrevious(parser))
  else failUnexpected(parser, `A value was expected here, but found ${describeToken(parser)}.`, MISSING_EXPRESSION)
  return missing
}

/** Whether an element is missing before the comma that is the current token. */
function isStrayComma(parser: Parser): boolean {
  const { previousEnd, text } = parser.scanner
  return parser.is(',') && /[,([{\n]/.test(text.charAt(previousEnd - 1))
}

function strayComma(parser: Parser): Complaint {
  const { start, end } = parser.scanner
  const detail = 'There is no element before this comma. Remove it, or write the element.'
  return { start, end, detail, fix: parser.replace(start, end, '') }
}

/** Whether the line or the text ends where the expression should be: then the token before it is what to mark. */
function isNowhere(parser: Parser): boolean {
  const { kind, start, text } = parser.scanner
  return kind === 'newline' || kind === 'end' || isFirstOnLine(text, start)
}

function afterPrevious(parser: Parser): Complaint {
  const { previousStart: start, previousEnd: end, text } = parser.scanner
  if (text.slice(start, end).trim() === '')
    return { start, end, detail: `A value was expected here, but found ${describeToken(parser)}.` }
  const detail = `After "${text.slice(start, end)}" a value was expected, but found ${describeToken(parser)}.`
  return { start, end, detail }
}

/** `.5` */
function decimalPoint(parser: Parser): Complaint | undefined {
  const { kind, start, end, text } = parser.scanner
  const digits = kind === '.' ? /^\d+/.exec(text.slice(end, end + 40))?.[0] : undefined
  if (digits === undefined) return undefined
  const detail = `A number needs a digit before its decimal point: 0.${digits}.`
  return { start, end: end + digits.length, detail, fix: parser.replace(start, start, '0') }
}

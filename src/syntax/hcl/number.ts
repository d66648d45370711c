import type { LiteralExpression, MissingExpression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { missingAt } from './missing-at.ts'
import { INEXACT_NUMBER, INVALID_NUMBER } from './lexical-codes.ts'

export function parseNumber(parser: Parser): LiteralExpression | MissingExpression {
  const { start, end } = parser.scanner
  const word = parser.scanner.word()
  const value = Number(word)
  const isExact = isStorable(word, value)
  if (!isExact) {
    const detail = `The number ${word} cannot be stored exactly; the largest whole number is 9007199254740992. Write it as a string in double quotes if it is an identifier.`
    parser.report(INEXACT_NUMBER, { start, end, detail, fix: parser.replace(start, end, `"${word}"`) })
  }
  parser.scanner.advance()
  if (isSecondPoint(parser)) failSecondPoint(parser, start)
  const range = parser.source.range(start, end)
  return isExact ? { node: 'literal', value, range } : missingAt({ range })
}

function isStorable(word: string, value: number): boolean {
  if (!Number.isFinite(value)) return false
  return Number.isSafeInteger(value) || !/^\d+$/.test(word) || BigInt(word) === BigInt(value)
}

/** A dot behind a number with neither a name nor a star behind it, which would be an access. */
function isSecondPoint(parser: Parser): boolean {
  if (!parser.is('.')) return false
  const next = parser.scanner.peek()
  return next !== 'identifier' && next !== '*'
}

/** `1.` or `1.2.3`, which is probably a version. */
function failSecondPoint(parser: Parser, start: number): void {
  const { end, text } = parser.scanner
  const digits = /^[\d.]*/.exec(text.slice(end, end + 40))?.[0] ?? ''
  const complaint = { start, end: end + digits.length }
  const word = text.slice(complaint.start, complaint.end)
  const detail =
    digits === ''
      ? `After the decimal point of a number a digit is missing: ${word}0.`
      : `A number has one decimal point at most. Versions, addresses and other text are strings in double quotes: "${word}".`
  const fix = digits === '' ? parser.replace(end, end, '0') : parser.replace(start, complaint.end, `"${word}"`)
  parser.fail(INVALID_NUMBER, { ...complaint, detail, fix })
}

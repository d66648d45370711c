import { type LiteralExpression, missingAt, type MissingExpression } from '../expression.ts'
import { INEXACT_NUMBER, INVALID_NUMBER } from './lexical-codes.ts'
import type { Mistake, Parser } from './parser.ts'

/** A number in decimal digits, the current token. */
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

/** A dot after a number with neither a name nor a star after it, which would be an access. */
function isSecondPoint(parser: Parser): boolean {
  if (!parser.is('.')) return false
  const next = parser.scanner.peek()
  return next !== 'identifier' && next !== '*'
}

/** `1.` or `1.2.3`, which is probably a version. */
function failSecondPoint(parser: Parser, start: number): void {
  const { end, text } = parser.scanner
  const digits = /^[\d.]*/.exec(text.slice(end, end + 40))?.[0] ?? ''
  const place = { start, end: end + digits.length }
  const word = text.slice(place.start, place.end)
  const detail =
    digits === ''
      ? `After the decimal point of a number a digit is missing: ${word}0.`
      : `A number has one decimal point at most. Versions, addresses and other text are strings in double quotes: "${word}".`
  const fix = digits === '' ? parser.replace(end, end, '0') : parser.replace(start, place.end, `"${word}"`)
  parser.fail(INVALID_NUMBER, { ...place, detail, fix })
}

/** Whether the current token is a word glued to the number before it, as in `60s`. */
export function isUnit(parser: Parser): boolean {
  const { kind, start, previousEnd, previousStart, text } = parser.scanner
  return kind === 'identifier' && start === previousEnd && /^\d/.test(text.slice(previousStart, previousEnd))
}

export function describeUnit(parser: Parser): Mistake {
  const { previousStart: start, end, text } = parser.scanner
  const word = text.slice(start, end)
  const number = decimalOf(word)
  if (number !== undefined) {
    const detail = `Numbers are written with decimal digits only: ${number}.`
    return { start, end, detail, fix: parser.replace(start, end, number) }
  }
  const detail = `A number has no unit and no letters. Durations, sizes and other text are strings in double quotes: "${word}".`
  return { start, end, detail, fix: parser.replace(start, end, `"${word}"`) }
}

/** The number that is meant by another notation: `0x1F`, `0b11`, `0o17`, `1_000`. */
function decimalOf(word: string): string | undefined {
  const plain = word.replaceAll('_', '')
  if (!/^(?:0[xX][\dA-Fa-f]+|0[bB][01]+|0[oO][0-7]+|\d+)$/.test(plain)) return undefined
  return BigInt(plain).toString()
}

import type { LiteralExpression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { INEXACT_NUMBER } from './lexical-codes.ts'

export function parseNumber(parser: Parser): LiteralExpression {
  const { start, end } = parser.scanner
  const word = parser.scanner.word()
  const value = Number(word)
  if (!isStorable(word, value)) {
    const detail = `The number ${word} cannot be stored exactly; the largest whole number is 9007199254740992. Write it as a string in double quotes if it is an identifier.`
    parser.report(INEXACT_NUMBER, { start, end, detail, fix: parser.replace(start, end, `"${word}"`) })
  }
  parser.scanner.advance()
  return { node: 'literal', value, range: parser.source.range(start, end) }
}

function isStorable(word: string, value: number): boolean {
  if (!Number.isFinite(value)) return false
  return Number.isSafeInteger(value) || !/^\d+$/.test(word) || BigInt(word) === BigInt(value)
}

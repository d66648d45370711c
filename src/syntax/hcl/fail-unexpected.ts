import type { DiagnosticCode } from '../../model/diagnostic.ts'
import type { Complaint, Parser } from './parser.ts'
import { INVALID_OPERATOR } from './expression-codes.ts'
import { INVALID_CHARACTER, INVALID_NUMBER } from './lexical-codes.ts'
import { describeUnit, isUnit } from './number-unit.ts'
import { findOperatorMistake } from './operator-mistake.ts'
import { UNEXPECTED_TEXT } from './structure-codes.ts'

/** Panics over the current token, in the words of the caller unless the token itself tells what the mistake is. */
export function failUnexpected(parser: Parser, detail: string, declared: DiagnosticCode = UNEXPECTED_TEXT): void {
  const operator = findOperatorMistake(parser)
  if (operator !== undefined) return parser.fail(INVALID_OPERATOR, operator)
  if (isUnit(parser)) return parser.fail(INVALID_NUMBER, describeUnit(parser))
  if (parser.is('invalid')) return parser.fail(INVALID_CHARACTER, describeInvalid(parser))
  const hint = isBehindString(parser) ? ` A double quote inside of a string is written \\".` : ''
  parser.fail(declared, { ...placeOf(parser), detail: detail + hint })
}

/** Whether a word is glued to the string before it, as in `"say "hello""`. */
function isBehindString(parser: Parser): boolean {
  const { kind, start, previousStart, previousEnd, text } = parser.scanner
  return kind === 'identifier' && start === previousEnd && text.charAt(previousStart) === '"'
}

/** The current token, or the one before it where the line or the text has ended. */
function placeOf(parser: Parser): { readonly start: number; readonly end: number } {
  const { kind, start, end, previousStart, previousEnd } = parser.scanner
  return kind === 'newline' || kind === 'end' ? { start: previousStart, end: previousEnd } : { start, end }
}

function describeInvalid(parser: Parser): Complaint {
  const { start, end, text } = parser.scanner
  const word = parser.scanner.word()
  if (text.startsWith('${', start)) {
    const detail =
      '"${" has a meaning only inside of strings. Outside of them write the reference alone, without "${" and "}".'
    return { start, end, detail }
  }
  const detail = `The character ${nameCharacter(word)} is not used by the language. Text belongs between double quotes, comments begin with "#".`
  return word === ';' ? { start, end, detail, fix: parser.replace(start, end, '') } : { start, end, detail }
}

function nameCharacter(word: string): string {
  if (!/\p{C}/u.test(word)) return `"${word}"`
  return `U+${(word.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

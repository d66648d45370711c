import type { DiagnosticCode } from '../../model/diagnostic.ts'
import type { MissingExpression } from '../expression.ts'
import { isFirstOnLine } from './characters.ts'
import { INVALID_OPERATOR, MISSING_EXPRESSION } from './expression-codes.ts'
import { INVALID_CHARACTER, INVALID_NUMBER } from './lexical-codes.ts'
import { describeUnit, isUnit } from './number.ts'
import type { Mistake, Parser } from './parser.ts'
import { UNEXPECTED_TEXT } from './structure-codes.ts'

/** Panics over the current token, in the words of the caller unless the token itself shows what the mistake is. */
export function failUnexpected(parser: Parser, detail: string, declared: DiagnosticCode = UNEXPECTED_TEXT): void {
  const operator = findOperatorMistake(parser)
  if (operator !== undefined) return parser.fail(INVALID_OPERATOR, operator)
  if (isUnit(parser)) return parser.fail(INVALID_NUMBER, describeUnit(parser))
  if (parser.is('invalid')) return parser.fail(INVALID_CHARACTER, describeInvalid(parser))
  const hint = isBehindString(parser) ? ` A double quote inside a string is written \\".` : ''
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

function describeInvalid(parser: Parser): Mistake {
  const { start, end, text } = parser.scanner
  const word = parser.scanner.word()
  if (text.startsWith('${', start)) {
    const detail =
      '"${" has a meaning only inside strings. Outside strings write the reference alone, without "${" and "}".'
    return { start, end, detail }
  }
  const detail = `The character ${nameCharacter(word)} is not used by the language. Text belongs between double quotes, comments begin with "#".`
  return word === ';' ? { start, end, detail, fix: parser.replace(start, end, '') } : { start, end, detail }
}

function nameCharacter(word: string): string {
  if (!/\p{C}/u.test(word)) return `"${word}"`
  return `U+${(word.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`
}

interface OperatorMistake {
  readonly advice: string
  readonly instead: string | undefined
}

/** Operators of other languages that this one does not have. */
const MISTAKES: ReadonlyMap<string, OperatorMistake> = new Map([
  ['and', { advice: 'Conditions are joined with "&&".', instead: '&&' }],
  ['or', { advice: 'Conditions are joined with "||".', instead: '||' }],
  ['&', { advice: 'Conditions are joined with "&&".', instead: '&&' }],
  ['|', { advice: 'Conditions are joined with "||".', instead: '||' }],
  ['===', { advice: 'Values are compared with "==".', instead: '==' }],
  ['!==', { advice: 'Values are compared with "!=".', instead: '!=' }],
  ['<>', { advice: 'Values are compared with "!=".', instead: '!=' }],
  ['**', { advice: 'Write a power as a product, such as x * x.', instead: undefined }],
  ['??', { advice: 'A fallback for null is written with the function "coalesce".', instead: undefined }],
])

/** What is wrong if the current token, with a sign directly before it, is such an operator. */
function findOperatorMistake(parser: Parser): Mistake | undefined {
  const { text, start, end, previousStart, previousEnd } = parser.scanner
  if (text.slice(previousStart, previousEnd) === 'not' && parser.is('identifier')) {
    const detail = 'There is no operator "not". A condition is negated with "!".'
    return { start: previousStart, end: previousEnd, detail, fix: parser.replace(previousStart, start, '!') }
  }
  const joined = previousEnd === start ? MISTAKES.get(text.slice(previousStart, end)) : undefined
  const mistake = joined ?? MISTAKES.get(text.slice(start, end))
  return mistake === undefined
    ? undefined
    : describeOperator(parser, mistake, joined === undefined ? start : previousStart)
}

function describeOperator(parser: Parser, { advice, instead }: OperatorMistake, start: number): Mistake {
  const { end, text } = parser.scanner
  const detail = `There is no operator "${text.slice(start, end)}". ${advice}`
  return instead === undefined
    ? { start, end, detail }
    : { start, end, detail, fix: parser.replace(start, end, instead) }
}

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

function strayComma(parser: Parser): Mistake {
  const { start, end } = parser.scanner
  const detail = 'There is no element before this comma. Remove it, or write the element.'
  return { start, end, detail, fix: parser.replace(start, end, '') }
}

/** Whether the line or the text ends where the expression should be: then the token before it is what to mark. */
function isNowhere(parser: Parser): boolean {
  const { kind, start, text } = parser.scanner
  return kind === 'newline' || kind === 'end' || isFirstOnLine(text, start)
}

function afterPrevious(parser: Parser): Mistake {
  const { previousStart: start, previousEnd: end, text } = parser.scanner
  if (text.slice(start, end).trim() === '')
    return { start, end, detail: `A value was expected here, but found ${describeToken(parser)}.` }
  const detail = `After "${text.slice(start, end)}" a value was expected, but found ${describeToken(parser)}.`
  return { start, end, detail }
}

/** `.5` */
function decimalPoint(parser: Parser): Mistake | undefined {
  const { kind, start, end, text } = parser.scanner
  const digits = kind === '.' ? /^\d+/.exec(text.slice(end, end + 40))?.[0] : undefined
  if (digits === undefined) return undefined
  const detail = `A number needs a digit before its decimal point: 0.${digits}.`
  return { start, end: end + digits.length, detail, fix: parser.replace(start, start, '0') }
}

/** Whether an expression can begin with the current token, and it does not look like a mistaken operator. */
export function startsExpression(parser: Parser): boolean {
  const { kind, start, previousEnd } = parser.scanner
  if (kind === 'identifier') return start > previousEnd && !/^(?:and|or|not|if)$/.test(parser.scanner.word())
  return kind === 'quote' || kind === 'number' || kind === '[' || kind === '{' || kind === '(' || kind === 'heredoc'
}

/** The current token in words for a message; what strings contain is never repeated. */
export function describeToken(parser: Parser): string {
  switch (parser.scanner.kind) {
    case 'end':
      return parser.endName
    case 'newline':
      return 'the end of the line'
    case 'quote':
      return 'a string'
    case 'heredoc':
      return 'a heredoc'
    default:
      return `"${parser.scanner.word()}"`
  }
}

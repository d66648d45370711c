import type { DiagnosticCode } from '../../model/diagnostic.ts'
import type { Complaint, Parser } from './parser.ts'
import { INVALID_OPERATOR } from './expression-codes.ts'
import { INVALID_CHARACTER, INVALID_NUMBER } from './lexical-codes.ts'
import { UNEXPECTED_TEXT } from './structure-codes.ts'

/** Panics over the current token, in the words of the caller unless the token itself tells what the mistake is. */
export function failUnexpected(parser: Parser, detail: string, declared: DiagnosticCode = UNEXPECTED_TEXT): void {
  const known = OPERATOR_MISTAKES.get(operatorText(parser))
  if (known !== undefined) return failOperator(parser, known)
  if (isUnit(parser)) return parser.fail(INVALID_NUMBER, unitComplaint(parser))
  if (parser.is('invalid')) return parser.fail(INVALID_CHARACTER, invalidComplaint(parser))
  parser.fail(declared, { ...placeOf(parser), detail })
}

/** The current token, or the one before it where the line or the text has ended. */
function placeOf(parser: Parser): { readonly start: number; readonly end: number } {
  const { kind, start, end, previousStart, previousEnd } = parser.scanner
  return kind === 'newline' || kind === 'end' ? { start: previousStart, end: previousEnd } : { start, end }
}

interface OperatorMistake {
  readonly advice: string
  readonly instead: string | undefined
}

const OPERATOR_MISTAKES: ReadonlyMap<string, OperatorMistake> = new Map([
  ['and', { advice: 'Conditions are joined with "&&".', instead: '&&' }],
  ['or', { advice: 'Conditions are joined with "||".', instead: '||' }],
  ['&', { advice: 'Conditions are joined with "&&".', instead: '&&' }],
  ['|', { advice: 'Conditions are joined with "||".', instead: '||' }],
  ['===', { advice: 'Values are compared with "==".', instead: '==' }],
  ['!==', { advice: 'Values are compared with "!=".', instead: '!=' }],
  ['<>', { advice: 'Values are compared with "!=".', instead: '!=' }],
  ['**', { advice: 'There is no operator for powers, use the function "pow".', instead: undefined }],
  ['??', { advice: 'There is no operator for defaults, use the function "coalesce".', instead: undefined }],
])

/** The current token as it stands at an operator's place, together with signs directly before or behind it. */
function operatorText(parser: Parser): string {
  const { text, start, end, previousStart, previousEnd, kind } = parser.scanner
  if (kind === 'identifier' || (kind === 'invalid' && !/[&|]/.test(text.slice(start, end))))
    return text.slice(start, end)
  if (previousEnd !== start) return text.slice(start, end)
  return text.slice(previousStart, end)
}

function failOperator(parser: Parser, mistake: OperatorMistake): void {
  const text = operatorText(parser)
  const { end } = parser.scanner
  const start = end - text.length
  const fix = mistake.instead === undefined ? {} : { fix: parser.replace(start, end, mistake.instead) }
  parser.fail(INVALID_OPERATOR, { start, end, detail: `There is no operator "${text}". ${mistake.advice}`, ...fix })
}

/** Whether the current token is a word glued to the number before it, as in `60s`. */
function isUnit(parser: Parser): boolean {
  const { kind, start, previousEnd, previousStart, text } = parser.scanner
  return kind === 'identifier' && start === previousEnd && /^\d/.test(text.slice(previousStart, previousEnd))
}

function unitComplaint(parser: Parser): Complaint {
  const { previousStart: start, end, text } = parser.scanner
  const quoted = `"${text.slice(start, end)}"`
  const detail = `A number carries no unit and no letters. Durations, sizes and other text are strings in double quotes: ${quoted}.`
  return { start, end, detail, fix: parser.replace(start, end, quoted) }
}

function invalidComplaint(parser: Parser): Complaint {
  const { start, end } = parser.scanner
  const isSequence = parser.scanner.text.startsWith('${', start)
  const detail = isSequence
    ? '"${" has a meaning only inside of strings. Outside of them write the reference alone, without "${" and "}".'
    : `The character "${parser.scanner.word()}" is not used by the language. Text belongs between double quotes, comments begin with "#".`
  const fix = parser.is('invalid') && parser.scanner.word() === ';' ? { fix: parser.replace(start, end, '') } : {}
  return { start, end, detail, ...fix }
}

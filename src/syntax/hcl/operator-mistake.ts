import type { Complaint, Parser } from './parser.ts'

interface OperatorMistake {
  readonly advice: string
  readonly instead: string | undefined
}

/** What other languages have and this one has not. */
const MISTAKES: ReadonlyMap<string, OperatorMistake> = new Map([
  ['and', { advice: 'Conditions are joined with "&&".', instead: '&&' }],
  ['or', { advice: 'Conditions are joined with "||".', instead: '||' }],
  ['&', { advice: 'Conditions are joined with "&&".', instead: '&&' }],
  ['|', { advice: 'Conditions are joined with "||".', instead: '||' }],
  ['===', { advice: 'Values are compared with "==".', instead: '==' }],
  ['!==', { advice: 'Values are compared with "!=".', instead: '!=' }],
  ['<>', { advice: 'Values are compared with "!=".', instead: '!=' }],
  ['**', { advice: 'Powers are computed with the function "pow".', instead: undefined }],
  ['??', { advice: 'A value in the place of null is given by the function "coalesce".', instead: undefined }],
])

/** What is wrong if the current token, with a sign directly before it, is such an operator. */
export function findOperatorMistake(parser: Parser): Complaint | undefined {
  const { text, start, end, previousStart, previousEnd } = parser.scanner
  if (text.slice(previousStart, previousEnd) === 'not' && parser.is('identifier')) {
    const detail = 'There is no operator "not". A condition is negated with "!".'
    return { start: previousStart, end: previousEnd, detail, fix: parser.replace(previousStart, start, '!') }
  }
  const joined = previousEnd === start ? MISTAKES.get(text.slice(previousStart, end)) : undefined
  const mistake = joined ?? MISTAKES.get(text.slice(start, end))
  return mistake === undefined ? undefined : describe(parser, mistake, joined === undefined ? start : previousStart)
}

function describe(parser: Parser, { advice, instead }: OperatorMistake, start: number): Complaint {
  const { end, text } = parser.scanner
  const detail = `There is no operator "${text.slice(start, end)}". ${advice}`
  return instead === undefined
    ? { start, end, detail }
    : { start, end, detail, fix: parser.replace(start, end, instead) }
}

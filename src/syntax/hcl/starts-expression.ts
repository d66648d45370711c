import type { Parser } from './parser.ts'

/** Whether an expression can begin with the current token, and it does not look like a mistaken operator. */
export function startsExpression(parser: Parser): boolean {
  const { kind, start, previousEnd } = parser.scanner
  if (kind === 'identifier') return start > previousEnd && !/^(?:and|or|not|if)$/.test(parser.scanner.word())
  return kind === 'quote' || kind === 'number' || kind === '[' || kind === '{' || kind === '(' || kind === 'heredoc'
}

import type { CallExpression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { closeBracket, openBracket } from './brackets.ts'
import { parseCommaSeparated } from './comma-separated.ts'
import { INVALID_EXPANSION } from './expression-codes.ts'

export interface CalledName {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** The arguments in the parentheses that are the current token. */
export function parseCall(parser: Parser, called: CalledName): CallExpression {
  const bracket = openBracket(parser, '(', 'blank')
  let expandLast = false
  const args = parseCommaSeparated(parser, bracket, () => {
    const arg = parser.expression()
    if (!parser.panicking && parser.is('...')) {
      expandLast = true
      expectLast(parser)
    }
    return arg
  })
  closeBracket(parser, bracket)
  const { name, start, end } = called
  const nameRange = parser.source.range(start, end)
  return { node: 'call', name, nameRange, args, expandLast, range: parser.from(start) }
}

function expectLast(parser: Parser): void {
  const { start, end } = parser.scanner
  parser.scanner.advance()
  if (!parser.is(',')) return
  const detail =
    'Only the last argument of a call can be expanded with "...", and nothing may follow it, not even a comma.'
  parser.fail(INVALID_EXPANSION, { start, end, detail })
}

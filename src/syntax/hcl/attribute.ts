import type { Attribute } from '../document.ts'
import type { Expression } from '../expression.ts'
import type { Parser } from './parser.ts'
import { describeToken } from './describe-token.ts'
import { MISSING_VALUE } from './structure-codes.ts'

export interface ArgumentName {
  readonly name: string
  readonly start: number
  readonly end: number
}

/** What follows the equals sign. */
export function parseAttributeValue(parser: Parser, argument: ArgumentName): Attribute {
  const { name, start, end } = argument
  const value = parseValue(parser, argument)
  const nameRange = parser.source.range(start, end)
  return { node: 'attribute', name, nameRange, value, range: parser.from(start) }
}

function parseValue(parser: Parser, argument: ArgumentName): Expression {
  const { kind, previousEnd } = parser.scanner
  if (kind !== 'newline' && kind !== 'end' && kind !== '}') return parser.expression()
  const detail = `The argument "${argument.name}" has no value: it must begin on the same line, but found ${describeToken(parser)}. Use null to leave an argument unset.`
  parser.fail(MISSING_VALUE, { start: argument.start, end: previousEnd, detail })
  return parser.missing()
}

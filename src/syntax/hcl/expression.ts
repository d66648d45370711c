import type { BinaryOperator, Expression, UnaryExpression } from '../expression.ts'
import type { Parser } from './parser.ts'
import type { TokenKind } from './token.ts'
import { describeToken, failUnexpected } from './unexpected.ts'
import { INCOMPLETE_CONDITIONAL } from './expression-codes.ts'
import { parseTerm } from './term.ts'

/**
 * A conditional, an operation or a term: the rule behind `parser.expression()`, which limits the depth.
 *
 *     Expression = Operation [ "?" Expression ":" Expression ]
 *     Operation  = Unary { operator Unary }    by the levels below, left to right
 *     Unary      = { "-" | "!" } Term
 */
export function parseExpressionRule(parser: Parser): Expression {
  const { start } = parser.scanner
  const condition = parseOperation(parser, 1)
  if (parser.panicking || !parser.accept('?')) return condition
  const then = parser.expression()
  expectColon(parser)
  const otherwise = parser.panicking ? parser.missing() : parser.expression()
  return { node: 'conditional', condition, then, otherwise, range: parser.from(start) }
}

function expectColon(parser: Parser): void {
  if (parser.panicking || parser.accept(':')) return
  failUnexpected(
    parser,
    `After "?" and a value this conditional needs ":" and the value for the other case, but found ${describeToken(parser)}.`,
    INCOMPLETE_CONDITIONAL,
  )
}

interface Operator {
  readonly operator: BinaryOperator
  /** Higher binds tighter. */
  readonly level: number
}

const LEVELS: readonly (readonly BinaryOperator[])[] = [
  ['||'],
  ['&&'],
  ['==', '!='],
  ['<', '>', '<=', '>='],
  ['+', '-'],
  ['*', '/', '%'],
]

const OPERATORS: ReadonlyMap<TokenKind, Operator> = new Map(
  LEVELS.flatMap((operators, index) => operators.map((operator) => [operator, { operator, level: index + 1 }])),
)

/** Operands joined by operators of at least that level, left to right. */
function parseOperation(parser: Parser, minimum: number): Expression {
  const { start } = parser.scanner
  let left = parseUnary(parser)
  while (!parser.panicking) {
    const found = OPERATORS.get(parser.scanner.kind)
    if (found === undefined || found.level < minimum) break
    parser.grow()
    parser.scanner.advance()
    const right = parseOperation(parser, found.level + 1)
    left = { node: 'binary', operator: found.operator, left, right, range: parser.from(start) }
  }
  return left
}

function parseUnary(parser: Parser): Expression {
  const { start, kind } = parser.scanner
  if (kind !== '-' && kind !== '!') return parseTerm(parser)
  const signs: { readonly operator: UnaryExpression['operator']; readonly start: number }[] = []
  for (let sign = unaryOperator(parser); sign !== undefined && !parser.panicking; sign = unaryOperator(parser)) {
    signs.push({ operator: sign, start: parser.scanner.start })
    parser.grow()
    parser.scanner.advance()
  }
  let operand = parser.panicking ? parser.missing() : parseTerm(parser)
  for (const sign of signs.toReversed()) {
    operand = { node: 'unary', operator: sign.operator, operand, range: parser.from(sign.start ?? start) }
  }
  return operand
}

function unaryOperator(parser: Parser): UnaryExpression['operator'] | undefined {
  const { kind } = parser.scanner
  return kind === '-' || kind === '!' ? kind : undefined
}

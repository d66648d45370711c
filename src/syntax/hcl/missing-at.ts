import type { Expression, MissingExpression } from '../expression.ts'

/** Takes the place of a broken expression. */
export function missingAt({ range }: Pick<Expression, 'range'>): MissingExpression {
  return { node: 'missing', range }
}

import type { Expression } from '../../syntax/expression.ts'

/** The text of an expression that is nothing but text: a string without interpolation. */
export function literalText(expression: Expression): string | undefined {
  if (expression.node !== 'template') return undefined
  const [first, ...others] = expression.parts
  if (first === undefined) return ''
  return first.part === 'text' && others.length === 0 ? first.text : undefined
}

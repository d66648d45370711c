import type { SourceRange } from '../../model/source-range.ts'
import { type Expression, literalText } from '../../syntax/expression.ts'

/** Where a part of a value is written, as far as the expression writes its parts out. */
export function locate(expression: Expression, path: readonly (string | number)[]): SourceRange {
  const [key, ...rest] = path
  const part = key === undefined ? undefined : partOf(expression, key)
  return part === undefined ? expression.range : locate(part, rest)
}

function partOf(expression: Expression, key: string | number): Expression | undefined {
  if (expression.node === 'parentheses') return partOf(expression.inner, key)
  if (expression.node === 'tuple' && typeof key === 'number') return expression.items[key]
  if (expression.node !== 'object') return undefined
  return expression.items.find((item) => literalText(item.key) === key)?.value
}

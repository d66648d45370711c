import type { SplatExpression } from '../../syntax/expression.ts'
import type { Evaluation } from './evaluation.ts'
import { listValue, markSensitive } from './make-value.ts'
import { boundValue } from './scope.ts'
import type { Value } from './value.ts'

/** `source[*].x` and `source.*.x`: null gives an empty list, a value that is no list or set a list of one. */
export function evaluateSplat({ source, each }: SplatExpression, evaluation: Evaluation): Value {
  const value = evaluation.valueOf(source)
  if (value.type === 'unknown') return value
  const items = itemsOf(value).map((item) => {
    const bound = boundValue(markSensitive(item, value.sensitive))
    return evaluation.within(new Map([['*', bound]])).valueOf(each)
  })
  return listValue(items, value.sensitive)
}

function itemsOf(value: Value): readonly Value[] {
  if (value.type === 'list' || value.type === 'set') return value.items
  return value.type === 'null' ? [] : [value]
}

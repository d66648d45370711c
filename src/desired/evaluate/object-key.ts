import type { Expression } from '../../syntax/expression.ts'
import { toText } from './convert-value.ts'
import { describeType } from './describe-type.ts'
import { INVALID_KEY } from './diagnostics.ts'
import type { Evaluation } from './evaluation.ts'
import type { Value } from './value.ts'

/** The text of an object's key; nothing where it is unknown or where it cannot be a key, which is reported. */
export function keyText(key: Value, { range }: Expression, evaluation: Evaluation): string | undefined {
  const text = toText(key)
  if (text === undefined && key.type !== 'unknown')
    evaluation.report(INVALID_KEY, {
      detail: `The key of an object must be a string, given ${describeType(key)}.`,
      range,
    })
  return text
}

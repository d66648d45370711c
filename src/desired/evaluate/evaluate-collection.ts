import type { Expression, ObjectExpression, ObjectItem, TupleExpression } from '../../syntax/expression.ts'
import { toText } from './convert-value.ts'
import { describeType } from './describe-type.ts'
import { DUPLICATE_KEY, INVALID_KEY } from './diagnostics.ts'
import type { Evaluation } from './evaluation.ts'
import { listValue, objectValue, unknownValue } from './make-value.ts'
import type { Value } from './value.ts'

export function evaluateTuple({ items }: TupleExpression, evaluation: Evaluation): Value {
  return listValue(items.map((item) => evaluation.valueOf(item)))
}

/** A sensitive key makes the whole object sensitive; a key in error makes it unknown. */
export function evaluateObject({ items }: ObjectExpression, evaluation: Evaluation): Value {
  const entries = new Map<string, Value>()
  const places = new Map<string, ObjectItem>()
  let [sensitive, unknown] = [false, false]
  for (const item of items) {
    const key = evaluation.valueOf(item.key)
    const value = evaluation.valueOf(item.value)
    const text = keyText(key, item.key, evaluation)
    sensitive ||= key.sensitive
    unknown ||= text === undefined
    if (text === undefined) continue
    const first = places.get(text)
    if (first !== undefined) reportDuplicate({ text, sensitive: key.sensitive, item, first }, evaluation)
    if (first === undefined) entries.set(text, value)
    if (first === undefined) places.set(text, item)
  }
  return unknown ? unknownValue() : objectValue(entries, sensitive)
}

function reportDuplicate(
  found: { readonly text: string; readonly sensitive: boolean; readonly item: ObjectItem; readonly first: ObjectItem },
  evaluation: Evaluation,
): void {
  const subject = found.sensitive ? 'This key (not shown because it is sensitive)' : `The key "${found.text}"`
  evaluation.report(DUPLICATE_KEY, {
    detail: `${subject} is already set in this object. Remove one of the two.`,
    range: found.item.key.range,
    related: [{ message: 'First set here', range: found.first.key.range }],
  })
}

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

import { toText } from '../evaluate/convert-value.ts'
import { stringValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'

/**
 * Elements of one type, as HCL's lists have them: where simple values of different types meet, all become strings. Marks
 * stay, and only the types of what is not sensitive count: the others would show through them.
 */
export function unifyElements(items: readonly Value[]): readonly Value[] {
  const typed = items.filter((item) => !item.sensitive && item.type !== 'null' && item.type !== 'unknown')
  const types = new Set(typed.map((item) => item.type))
  if (types.size < 2 && !types.has('string')) return items
  return items.map((item) => {
    const text = toText(item)
    return text === undefined ? item : stringValue(text, item.sensitive)
  })
}

import { toText } from '../evaluate/convert-value.ts'
import { stringValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'

/** Elements of one type, as HCL's lists have them: where simple values of different types meet, all become strings. Marks stay. */
export function unifyElements(items: readonly Value[]): readonly Value[] {
  const types = new Set(
    items.filter((item) => item.type !== 'null' && item.type !== 'unknown').map((item) => item.type),
  )
  if (types.size < 2) return items
  return items.map((item) => {
    const text = toText(item)
    return text === undefined ? item : stringValue(text, item.sensitive)
  })
}

import { listValue, markSensitive } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction } from './define-function.ts'
import { list } from './parameter.ts'

export const flatten = defineFunction({
  name: 'flatten',
  doc: 'One list with the elements of a list and of all lists within it, at any depth.',
  parameters: [list('list')],
  marks: 'outer',
  call: ([items]) => listValue(items.flatMap(leaves), items.some(hidesLength)),
})

/** The mark of an inner list goes to its elements. */
function leaves(item: Value): readonly Value[] {
  if (item.type !== 'list' && item.type !== 'set') return [item]
  return item.items.flatMap(leaves).map((leaf) => markSensitive(leaf, item.sensitive))
}

/** How many elements a sensitive inner list adds must not be seen. */
function hidesLength(item: Value): boolean {
  if (item.type !== 'list' && item.type !== 'set') return false
  return item.sensitive || item.items.some(hidesLength)
}

import { listValue } from '../evaluate/make-value.ts'
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

function leaves(item: Value): readonly Value[] {
  if (item.type !== 'list' && item.type !== 'set') return [item]
  return item.items.flatMap(leaves)
}

/** What a sensitive inner list adds, and how much, must not be seen: the whole result is sensitive then. */
function hidesLength(item: Value): boolean {
  if (item.type !== 'list' && item.type !== 'set') return false
  return item.sensitive || item.items.some(hidesLength)
}

import { listValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction } from './define-function.ts'
import { list } from './parameter.ts'

/** Anything sensitive within makes the whole result sensitive: whether it is a list, and how long, would show otherwise. */
export const flatten = defineFunction({
  name: 'flatten',
  doc: 'One list with the elements of a list and of all lists within it, at any depth.',
  parameters: [list('list')],
  call: ([items]) => listValue(items.flatMap(leaves)),
})

function leaves(item: Value): readonly Value[] {
  return item.type === 'list' || item.type === 'set' ? item.items.flatMap(leaves) : [item]
}

import { listValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { list } from './parameter.ts'

export const reverse = defineFunction({
  name: 'reverse',
  doc: 'The list from its end to its beginning.',
  parameters: [list('list')],
  marks: 'outer',
  call: ([items]) => listValue(items.toReversed()),
})

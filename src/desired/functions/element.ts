import { defineFunction, problem } from './define-function.ts'
import { list, wholeNumber } from './parameter.ts'

export const element = defineFunction({
  name: 'element',
  doc: 'The element of a list at an index, which counts round: after the last comes the first, -1 is the last.',
  parameters: [list('list'), wholeNumber('index')],
  marks: 'outer',
  call: ([items, index]) => items.at(index % items.length) ?? problem(() => 'an empty list has no elements.', 0),
})

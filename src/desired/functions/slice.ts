import { listValue } from '../evaluate/make-value.ts'
import { defineFunction, problem } from './define-function.ts'
import { list, wholeNumber } from './parameter.ts'

export const slice = defineFunction({
  name: 'slice',
  doc: 'The elements of a list from index `start` up to, but without, index `end`.',
  parameters: [list('list'), wholeNumber('start'), wholeNumber('end')],
  marks: 'outer',
  call: ([items, start, end]) => {
    if (start < 0 || start > items.length) return problem(() => 'the start index is outside the list.', 1)
    if (end < start || end > items.length)
      return problem(() => 'the end index is before the start or outside the list.', 2)
    return listValue(items.slice(start, end))
  },
})

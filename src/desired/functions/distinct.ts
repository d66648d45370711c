import { distinctValues, listValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { list } from './parameter.ts'

export const distinct = defineFunction({
  name: 'distinct',
  doc: 'The list with only the first of equal elements.',
  parameters: [list('list')],
  call: ([items]) => listValue(distinctValues(items)),
})

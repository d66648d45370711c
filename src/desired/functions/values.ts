import { listValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { object } from './parameter.ts'

export const values = defineFunction({
  name: 'values',
  doc: 'The values of an object in the order of its keys.',
  parameters: [object('object')],
  marks: 'outer',
  call: ([entries]) => listValue([...entries.values()]),
})

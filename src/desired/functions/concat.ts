import { listValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { list } from './parameter.ts'

export const concat = defineFunction({
  name: 'concat',
  doc: 'One list with the elements of all.',
  parameters: [],
  rest: list('lists'),
  marks: 'outer',
  call: (_, { rest }) => listValue(rest.flat()),
})

import { objectValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { nullable, parameter } from './parameter.ts'

export const merge = defineFunction({
  name: 'merge',
  doc: 'One object with the entries of all; of equal keys the last one counts. Null is left out.',
  parameters: [],
  rest: nullable(
    parameter('objects', 'an object', (value) => {
      if (value.type === 'null') return []
      return value.type === 'object' ? [...value.entries] : undefined
    }),
  ),
  marks: 'outer',
  call: (_, { rest }) => objectValue(rest.flat()),
})

import { defineFunction, problem } from './define-function.ts'
import { anything } from './parameter.ts'

export const coalesce = defineFunction({
  name: 'coalesce',
  doc: 'The first argument that is neither null nor an empty text.',
  parameters: [],
  rest: anything('values'),
  marks: 'outer',
  call: (_, { rest }) =>
    rest.find((value) => value.type !== 'null' && !(value.type === 'string' && value.value === '')) ??
    problem(() => 'every argument is null or an empty text. Add a last one that is not.'),
})

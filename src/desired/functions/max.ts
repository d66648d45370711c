import { numberValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { number } from './parameter.ts'

export const max = defineFunction({
  name: 'max',
  doc: 'The largest of the numbers.',
  parameters: [number('number')],
  rest: number('numbers'),
  call: ([first], { rest }) => numberValue(rest.reduce((a, b) => Math.max(a, b), first)),
})

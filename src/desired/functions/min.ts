import { numberValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { number } from './parameter.ts'

export const min = defineFunction({
  name: 'min',
  doc: 'The smallest of the numbers.',
  parameters: [number('number')],
  rest: number('numbers'),
  call: ([first], { rest }) => numberValue(rest.reduce((a, b) => Math.min(a, b), first)),
})

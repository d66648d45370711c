import { numberValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { number } from './parameter.ts'

export const floor = defineFunction({
  name: 'floor',
  doc: 'The largest whole number that is not above the number.',
  parameters: [number('number')],
  call: ([given]) => numberValue(Math.floor(given)),
})

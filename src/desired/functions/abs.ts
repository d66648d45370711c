import { numberValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { number } from './parameter.ts'

export const abs = defineFunction({
  name: 'abs',
  doc: 'The number without its sign.',
  parameters: [number('number')],
  call: ([given]) => numberValue(Math.abs(given)),
})

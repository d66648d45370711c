import { numberValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { number } from './parameter.ts'

export const ceil = defineFunction({
  name: 'ceil',
  doc: 'The smallest whole number that is not below the number.',
  parameters: [number('number')],
  call: ([given]) => numberValue(Math.ceil(given)),
})

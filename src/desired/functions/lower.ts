import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const lower = defineFunction({
  name: 'lower',
  doc: 'The text in lower case.',
  parameters: [text('text')],
  call: ([given]) => stringValue(given.toLowerCase()),
})

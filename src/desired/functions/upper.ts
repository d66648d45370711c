import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const upper = defineFunction({
  name: 'upper',
  doc: 'The text in upper case.',
  parameters: [text('text')],
  call: ([given]) => stringValue(given.toUpperCase()),
})

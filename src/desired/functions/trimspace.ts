import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const trimspace = defineFunction({
  name: 'trimspace',
  doc: 'The text without white space at its ends.',
  parameters: [text('text')],
  call: ([given]) => stringValue(given.trim()),
})

import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { data } from './parameter.ts'

export const jsonencode = defineFunction({
  name: 'jsonencode',
  doc: 'The value as JSON in one line; keys in lexical order.',
  parameters: [data('value')],
  call: ([given]) => stringValue(JSON.stringify(given)),
})

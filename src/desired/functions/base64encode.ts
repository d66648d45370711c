import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const base64encode = defineFunction({
  name: 'base64encode',
  doc: 'The UTF-8 bytes of the text in Base64.',
  parameters: [text('text')],
  call: ([given]) => stringValue(Buffer.from(given, 'utf8').toString('base64')),
})

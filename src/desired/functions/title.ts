import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const title = defineFunction({
  name: 'title',
  doc: 'The text with the first letter of every word in upper case.',
  parameters: [text('text')],
  call: ([given]) => stringValue(given.replaceAll(/(?<![\p{L}\p{N}_])\p{L}/gu, (letter) => letter.toUpperCase())),
})

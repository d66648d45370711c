import { boolValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const endswith = defineFunction({
  name: 'endswith',
  doc: 'Whether the text ends with the suffix.',
  parameters: [text('text'), text('suffix')],
  call: ([given, suffix]) => boolValue(given.endsWith(suffix)),
})

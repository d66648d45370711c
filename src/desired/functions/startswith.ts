import { boolValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const startswith = defineFunction({
  name: 'startswith',
  doc: 'Whether the text begins with the prefix.',
  parameters: [text('text'), text('prefix')],
  call: ([given, prefix]) => boolValue(given.startsWith(prefix)),
})

import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const trimprefix = defineFunction({
  name: 'trimprefix',
  doc: 'The text without the given beginning; unchanged where it does not begin with it.',
  parameters: [text('text'), text('prefix')],
  call: ([given, prefix]) => stringValue(given.startsWith(prefix) ? given.slice(prefix.length) : given),
})

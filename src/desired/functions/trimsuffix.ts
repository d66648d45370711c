import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const trimsuffix = defineFunction({
  name: 'trimsuffix',
  doc: 'The text without the given end; unchanged where it does not end with it.',
  parameters: [text('text'), text('suffix')],
  call: ([given, suffix]) => stringValue(given.endsWith(suffix) ? given.slice(0, given.length - suffix.length) : given),
})

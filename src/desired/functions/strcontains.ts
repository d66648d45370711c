import { boolValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text } from './parameter.ts'

export const strcontains = defineFunction({
  name: 'strcontains',
  doc: 'Whether the text contains the part.',
  parameters: [text('text'), text('part')],
  call: ([given, part]) => boolValue(given.includes(part)),
})

import { boolValue, holdsSensitive } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { anything } from './parameter.ts'

export const issensitive = defineFunction({
  name: 'issensitive',
  doc: 'Whether the value or any part of it is sensitive.',
  parameters: [anything('value')],
  marks: 'none',
  call: ([value]) => boolValue(holdsSensitive(value)),
})

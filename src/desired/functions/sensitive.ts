import { markSensitive } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { anything } from './parameter.ts'

export const sensitive = defineFunction({
  name: 'sensitive',
  doc: 'The value, marked so that it is never shown and is encrypted in the state.',
  parameters: [anything('value')],
  marks: 'none',
  call: ([value]) => markSensitive(value),
})

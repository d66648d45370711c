import { equalValues } from '../evaluate/equal-values.ts'
import { boolValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { anything, list } from './parameter.ts'

export const contains = defineFunction({
  name: 'contains',
  doc: 'Whether a list or set has an element equal to the value, of the same type.',
  parameters: [list('list'), anything('value')],
  call: ([items, value]) => boolValue(items.some((item) => equalValues(item, value))),
})

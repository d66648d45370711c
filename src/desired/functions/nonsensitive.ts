import type { Value } from '../evaluate/value.ts'
import { listValue, objectValue, setValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { anything } from './parameter.ts'

export const nonsensitive = defineFunction({
  name: 'nonsensitive',
  doc: 'The value and all its parts without the mark that hides them: for what was computed from a secret but tells nothing of it.',
  parameters: [anything('value')],
  marks: 'none',
  call: ([value]) => unmark(value),
})

function unmark(value: Value): Value {
  switch (value.type) {
    case 'list':
      return listValue(value.items.map(unmark))
    case 'set':
      return setValue(value.items.map(unmark))
    case 'object':
      return objectValue([...value.entries].map(([key, item]) => [key, unmark(item)] as const))
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'reference':
    case 'unknown':
      return { ...value, sensitive: false }
  }
}

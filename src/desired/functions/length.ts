import { numberValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction } from './define-function.ts'
import { graphemes } from './graphemes.ts'
import { parameter } from './parameter.ts'

export const length = defineFunction({
  name: 'length',
  doc: 'How many elements a list, set or object has, or how many characters a text.',
  parameters: [parameter('value', 'a list, a set, an object or a string', count)],
  marks: 'outer',
  call: ([counted]) => numberValue(counted),
})

function count(value: Value): number | undefined {
  if (value.type === 'list' || value.type === 'set') return value.items.length
  if (value.type === 'object') return value.entries.size
  return value.type === 'string' ? graphemes(value.value).length : undefined
}

import { listValue, stringValue } from '../evaluate/make-value.ts'
import { toText } from '../evaluate/convert-value.ts'
import { defineFunction } from './define-function.ts'
import { parameter } from './parameter.ts'

export const compact = defineFunction({
  name: 'compact',
  doc: 'The list of strings without null and empty ones.',
  parameters: [
    parameter('list', 'a list or a set of strings', (value) => {
      if (value.type !== 'list' && value.type !== 'set') return undefined
      const read = value.items.map((item) => (item.type === 'null' ? '' : toText(item)))
      return read.every((item) => item !== undefined) ? read : undefined
    }),
  ],
  call: ([items]) => listValue(items.filter((item) => item !== '').map((item) => stringValue(item))),
})

import { listValue, stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { object } from './parameter.ts'

export const keys = defineFunction({
  name: 'keys',
  doc: 'The keys of an object in lexical order.',
  parameters: [object('object')],
  marks: 'outer',
  call: ([entries]) => listValue([...entries.keys()].map((key) => stringValue(key))),
})

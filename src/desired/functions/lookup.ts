import { defineFunction, problem } from './define-function.ts'
import { anything, object, optional, text } from './parameter.ts'

export const lookup = defineFunction({
  name: 'lookup',
  doc: 'The value of a key of an object, or the default where there is no such key.',
  parameters: [object('object'), text('key'), optional(anything('default'))],
  marks: 'outer',
  call: ([entries, key, fallback]) =>
    entries.get(key) ??
    fallback ??
    problem((quote) => `the object has no key ${quote(key)}. Give a third argument as the default.`, 1),
})

import { toText } from '../evaluate/convert-value.ts'
import { describeType } from '../evaluate/describe-type.ts'
import { objectValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction, problem } from './define-function.ts'
import { list } from './parameter.ts'

export const zipmap = defineFunction({
  name: 'zipmap',
  doc: 'An object made of a list of keys and a list of their values, of the same length.',
  parameters: [list('keys'), list('values')],
  marks: 'outer',
  call: ([keys, values]) => {
    if (keys.length !== values.length)
      return problem(() => 'the list of keys and the list of values must have the same length.')
    const wrong = keys.find((key) => toText(key) === undefined)
    if (wrong !== undefined) return problem(() => `every key must be a string, given ${describeType(wrong)}.`, 0)
    const sensitive = keys.some((key) => key.sensitive)
    return objectValue(
      keys.flatMap((key, index) => entry(key, values[index])),
      sensitive,
    )
  },
})

function entry(key: Value, value: Value | undefined): readonly (readonly [string, Value])[] {
  const text = toText(key)
  return text === undefined || value === undefined ? [] : [[text, value]]
}

import { objectValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { object } from './parameter.ts'
import { unifyElements } from './unify-elements.ts'

export const tomap = defineFunction({
  name: 'tomap',
  doc: 'The object with values of one type: simple values of different types become strings.',
  parameters: [object('object')],
  marks: 'outer',
  call: ([entries]) => {
    const unified = unifyElements([...entries.values()])
    return objectValue([...entries].map(([key, value], index) => [key, unified[index] ?? value] as const))
  },
})

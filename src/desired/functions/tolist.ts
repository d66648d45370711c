import { listValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { list } from './parameter.ts'
import { unifyElements } from './unify-elements.ts'

export const tolist = defineFunction({
  name: 'tolist',
  doc: 'The elements of a set as a list: texts in lexical order. A list stays as it is, but simple elements of different types become strings.',
  parameters: [list('value')],
  marks: 'outer',
  call: ([items]) => listValue(unifyElements(items)),
})

import { setValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { list } from './parameter.ts'
import { unifyElements } from './unify-elements.ts'

export const toset = defineFunction({
  name: 'toset',
  doc: 'The distinct elements of a list; what for_each needs to make one resource for each text.',
  parameters: [list('list')],
  marks: 'outer',
  call: ([items]) => setValue(unifyElements(items)),
})

import { compareText } from '../evaluate/compare-text.ts'
import { listValue, stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { texts } from './parameter.ts'

export const sort = defineFunction({
  name: 'sort',
  doc: 'The texts of a list in lexical order of their code points.',
  parameters: [texts('list')],
  call: ([items]) => listValue(items.toSorted(compareText).map((item) => stringValue(item))),
})

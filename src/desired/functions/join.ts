import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { text, texts } from './parameter.ts'

export const join = defineFunction({
  name: 'join',
  doc: 'The texts of one or more lists in one text, with the separator between them.',
  parameters: [text('separator'), texts('list')],
  rest: texts('lists'),
  call: ([separator, first], { rest }) => stringValue([first, ...rest].flat().join(separator)),
})

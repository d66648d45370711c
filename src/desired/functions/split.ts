import { listValue, stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { graphemes } from './graphemes.ts'
import { text } from './parameter.ts'

export const split = defineFunction({
  name: 'split',
  doc: 'The pieces of the text between separators, as a list. An empty separator gives every character.',
  parameters: [text('separator'), text('text')],
  call: ([separator, given]) => {
    const pieces = separator === '' ? graphemes(given) : given.split(separator)
    return listValue(pieces.map((piece) => stringValue(piece)))
  },
})

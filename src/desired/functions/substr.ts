import { stringValue } from '../evaluate/make-value.ts'
import { defineFunction, problem } from './define-function.ts'
import { graphemes } from './graphemes.ts'
import { text, wholeNumber } from './parameter.ts'

export const substr = defineFunction({
  name: 'substr',
  doc: 'A part of the text: `length` characters from `offset` on, counted from 0. A negative offset counts from the end, a length of -1 takes the rest.',
  parameters: [text('text'), wholeNumber('offset'), wholeNumber('length')],
  call: ([given, offset, length]) => {
    if (length < -1) return problem(() => 'the length must be 0 or more, or -1 for the rest of the text.', 2)
    const characters = graphemes(given)
    const start = offset < 0 ? Math.max(characters.length + offset, 0) : offset
    return stringValue(characters.slice(start, length === -1 ? undefined : start + length).join(''))
  },
})

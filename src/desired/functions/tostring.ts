import { toText } from '../evaluate/convert-value.ts'
import { nullValue, stringValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { nullable, parameter } from './parameter.ts'

export const tostring = defineFunction({
  name: 'tostring',
  doc: 'The value as a string: of a number, a bool or a string. Null stays null.',
  parameters: [
    nullable(
      parameter('value', 'a string, a number or a bool', (value) => (value.type === 'null' ? null : toText(value))),
    ),
  ],
  call: ([given]) => (given === null ? nullValue() : stringValue(given)),
})

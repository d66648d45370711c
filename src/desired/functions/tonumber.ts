import { toNumber } from '../evaluate/convert-value.ts'
import { nullValue, numberValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { nullable, parameter } from './parameter.ts'

export const tonumber = defineFunction({
  name: 'tonumber',
  doc: 'The value as a number: of a number or of a string that spells one in decimal. Null stays null.',
  parameters: [
    nullable(
      parameter('value', 'a number or a string that spells one', (value) =>
        value.type === 'null' ? null : toNumber(value),
      ),
    ),
  ],
  call: ([given]) => (given === null ? nullValue() : numberValue(given)),
})

import { toBool } from '../evaluate/convert-value.ts'
import { boolValue, nullValue } from '../evaluate/make-value.ts'
import { defineFunction } from './define-function.ts'
import { nullable, parameter } from './parameter.ts'

export const tobool = defineFunction({
  name: 'tobool',
  doc: 'The value as a bool: of a bool, "true" or "false". Null stays null.',
  parameters: [
    nullable(
      parameter('value', 'a bool, "true" or "false"', (value) => (value.type === 'null' ? null : toBool(value))),
    ),
  ],
  call: ([given]) => (given === null ? nullValue() : boolValue(given)),
})

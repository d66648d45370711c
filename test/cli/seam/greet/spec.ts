import { defineCommand } from '../../../../src/cli/arguments/command.ts'
import { flag, option, required } from '../../../../src/cli/arguments/declare.ts'
import { duration, text } from '../../../../src/cli/arguments/value-types.ts'

export const GREET = defineCommand({
  name: 'greet',
  summary: 'Greet somebody',
  positionals: { name: required(text, 'who is greeted') },
  options: {
    after: option(duration, { default: '90s', doc: 'how long to wait' }),
    loudly: flag({ doc: 'so that everybody hears it' }),
  },
  examples: [{ line: 'strmctl greet Ada --after 5m', doc: 'in five minutes' }],
})

import { defineCommand } from '../../arguments/command.ts'
import { optional } from '../../arguments/declare.ts'
import { text } from '../../arguments/value-types.ts'

export const EXPLAIN = defineCommand({
  name: 'explain',
  summary: 'Explain a diagnostic code',
  positionals: { code: optional(text, 'as printed in brackets; all codes when none is given') },
  options: {},
  examples: [{ line: 'strmctl explain STRM1201', doc: 'what it means and what to do' }],
})

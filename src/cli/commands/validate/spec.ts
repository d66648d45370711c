import { defineCommand } from '../../arguments/command.ts'
import { VARIABLE_OPTIONS } from '../../arguments/shared-options.ts'

export const VALIDATE = defineCommand({
  name: 'validate',
  summary: 'Check the configuration without touching anything',
  options: VARIABLE_OPTIONS,
  examples: [{ line: 'strmctl validate', doc: 'every mistake in every file, with its place' }],
})

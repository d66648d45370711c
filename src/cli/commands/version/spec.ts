import { defineCommand } from '../../arguments/command.ts'

export const VERSION = defineCommand({
  name: 'version',
  summary: 'Print the version',
  options: {},
  examples: [{ line: 'strmctl version', doc: '' }],
})

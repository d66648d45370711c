import { defineCommand } from '../../arguments/command.ts'

export const SHOW = defineCommand({
  name: 'show',
  summary: 'Show what was applied',
  options: {},
  examples: [{ line: 'strmctl show', doc: 'every resource of the state; secrets are masked' }],
})

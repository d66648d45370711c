import { defineCommand } from '../../arguments/command.ts'
import { CHANGE_OPTIONS } from '../../arguments/shared-options.ts'

export const DESTROY = defineCommand({
  name: 'destroy',
  summary: 'Delete everything this state manages',
  description:
    'Exporters finish what they announced, then their ledgers are removed. Objects and events are never deleted.',
  options: CHANGE_OPTIONS,
  examples: [{ line: 'strmctl destroy', doc: 'plan the removal, ask, remove' }],
})

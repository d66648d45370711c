import { defineCommand } from '../../arguments/command.ts'
import { flag } from '../../arguments/declare.ts'
import { CHANGE_OPTIONS } from '../../arguments/shared-options.ts'

export const APPLY = defineCommand({
  name: 'apply',
  summary: 'Apply the planned changes: create, update and delete',
  description:
    'Shows the plan and asks; only "yes" is accepted. Without a terminal it refuses unless --auto-approve is given.',
  options: { ...CHANGE_OPTIONS, destroy: flag({ doc: 'remove everything, as destroy does' }) },
  examples: [
    { line: 'strmctl apply', doc: 'plan, ask, apply' },
    { line: 'strmctl apply --auto-approve --lock-timeout 2m', doc: 'in a pipeline' },
  ],
})

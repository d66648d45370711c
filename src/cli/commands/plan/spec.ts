import { defineCommand } from '../../arguments/command.ts'
import { flag } from '../../arguments/declare.ts'
import { APPROVAL_OPTIONS, LOCK_OPTIONS, PLAN_OPTIONS, VARIABLE_OPTIONS } from '../../arguments/shared-options.ts'

export const PLAN = defineCommand({
  name: 'plan',
  summary: 'Show what apply would change',
  description: 'Reads the configuration, the state and the outside world, and shows the difference. Changes nothing.',
  options: {
    ...VARIABLE_OPTIONS,
    ...LOCK_OPTIONS,
    destroy: flag({ doc: 'plan the removal of everything' }),
    'detailed-exitcode': flag({ doc: 'exit 2 when there are changes, 0 when there are none' }),
    input: APPROVAL_OPTIONS.input,
    ...PLAN_OPTIONS,
  },
  examples: [
    { line: 'strmctl plan', doc: 'what would change' },
    { line: 'strmctl plan --detailed-exitcode --json', doc: 'for a pipeline' },
  ],
})

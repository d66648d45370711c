import { defineCommand } from '../../arguments/command.ts'
import { required } from '../../arguments/declare.ts'
import { OUTPUT_OPTIONS, RECURSIVE_OPTIONS } from '../../arguments/shared-options.ts'
import { choice } from '../../arguments/value-types.ts'

export const LIST = defineCommand({
  name: 'list',
  summary: 'List what was applied',
  positionals: { kind: required(choice(['data-connectors', 'batch-exporters', 'streams']), 'what to list') },
  options: { ...OUTPUT_OPTIONS, ...RECURSIVE_OPTIONS },
  examples: [{ line: 'strmctl list data-connectors -o json', doc: 'as JSON' }],
})

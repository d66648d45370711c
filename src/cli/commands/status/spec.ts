import { defineCommand } from '../../arguments/command.ts'
import { OUTPUT_OPTIONS } from '../../arguments/shared-options.ts'

export const STATUS = defineCommand({
  name: 'status',
  summary: 'Show where each exporter stands',
  options: OUTPUT_OPTIONS,
  examples: [{ line: 'strmctl status', doc: 'position, lag and last object of each exporter' }],
})

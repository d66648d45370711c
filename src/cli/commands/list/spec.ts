import { RESOURCE_KINDS } from '../../../model/address.ts'
import { defineCommand } from '../../arguments/command.ts'
import { required } from '../../arguments/declare.ts'
import { OUTPUT_OPTIONS, RECURSIVE_OPTIONS } from '../../arguments/shared-options.ts'
import { resourceKind } from '../../arguments/value-types.ts'

export const LIST = defineCommand({
  name: 'list',
  summary: 'List what was applied',
  positionals: { kind: required(resourceKind(RESOURCE_KINDS, { plural: true }), 'what to list') },
  options: { ...OUTPUT_OPTIONS, ...RECURSIVE_OPTIONS },
  examples: [{ line: 'strmctl list data-connectors -o json', doc: 'as JSON' }],
})

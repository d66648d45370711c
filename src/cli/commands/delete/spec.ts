import { RESOURCE_KINDS } from '../../../model/address.ts'
import { defineCommand } from '../../arguments/command.ts'
import { oneOrMore, required } from '../../arguments/declare.ts'
import { CHANGE_OPTIONS, RECURSIVE_OPTIONS } from '../../arguments/shared-options.ts'
import { resourceKind, text } from '../../arguments/value-types.ts'

const DELETABLE = RESOURCE_KINDS.filter((kind) => kind !== 'stream')

export const DELETE = defineCommand({
  name: 'delete',
  summary: 'Delete data connectors or batch exporters by name',
  positionals: {
    kind: required(resourceKind(DELETABLE), 'what to delete'),
    name: oneOrMore(text, 'names'),
  },
  options: { ...CHANGE_OPTIONS, ...RECURSIVE_OPTIONS },
  examples: [
    { line: 'strmctl delete batch-exporter s3-demo', doc: 'says what to remove from the configuration first' },
  ],
})

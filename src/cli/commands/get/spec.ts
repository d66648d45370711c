import { RESOURCE_KINDS } from '../../../model/address.ts'
import { defineCommand } from '../../arguments/command.ts'
import { required } from '../../arguments/declare.ts'
import { OUTPUT_OPTIONS, RECURSIVE_OPTIONS } from '../../arguments/shared-options.ts'
import { resourceKind, text } from '../../arguments/value-types.ts'

export const GET = defineCommand({
  name: 'get',
  summary: 'Show one stream, data connector or batch exporter',
  positionals: {
    kind: required(resourceKind(RESOURCE_KINDS), 'what to get'),
    name: required(text, 'its name'),
  },
  options: { ...OUTPUT_OPTIONS, ...RECURSIVE_OPTIONS },
  examples: [{ line: 'strmctl get batch-exporter s3-demo -o json', doc: 'as JSON' }],
})

import { defineCommand } from '../../arguments/command.ts'
import { flag, repeated, required } from '../../arguments/declare.ts'
import { APPROVAL_OPTIONS, LOCK_OPTIONS } from '../../arguments/shared-options.ts'
import { partitionOffset, text } from '../../arguments/value-types.ts'

export const REPAIR = defineCommand({
  name: 'repair',
  summary: 'Rebuild the ledger of an exporter from its objects',
  description:
    'For an exporter that stops because its positions are gone (STRM1803, STRM2220) or because a stretch of its\n' +
    'stream cannot be read. Shows every position that would be written and where it comes from, asks, and writes. Stop all\n' +
    'processes that run the exporter first. Positions that are there and right stay as they are.',
  positionals: { exporter: required(text, 'name of an applied exporter') },
  options: {
    ...LOCK_OPTIONS,
    ...APPROVAL_OPTIONS,
    'accept-gap': flag({ doc: 'also where objects are missing or overlap: the end of the last object counts' }),
    'skip-to': repeated(partitionOffset, { doc: 'continue there and leave out what is before; may be repeated' }),
  },
  examples: [
    { line: 'strmctl repair s3-demo', doc: 'write the positions that are missing' },
    { line: 'strmctl repair s3-demo --skip-to 3=81250', doc: 'leave out an unreadable stretch of partition 3' },
  ],
})

import type { CommandSpec } from '../arguments/command.ts'
import { locking } from './locking.ts'

/** The commands that judge and mend by what the objects tell. */
export const AUDIT_COMMANDS: readonly CommandSpec[] = [
  {
    name: 'verify',
    summary: 'Prove from the objects that nothing is lost or doubled',
    description:
      'The ranges of the objects must tile each partition without a gap or an overlap up to the ledger’s position.\n' +
      'A URL (file:///DIRECTORY, or of another destination) verifies what stands there, for each exporter that wrote there, from\n' +
      'the metadata of the objects alone: it needs no configuration, no state and no ledger.',
    positionals: [
      { name: 'exporter', many: true, doc: 'names of exporters, or URLs of places; all exporters when none is given' },
    ],
    options: {
      content: { type: 'boolean', doc: 'read every object too: count its lines and check its CRC' },
      from: {
        type: 'string',
        value: 'TIME',
        doc: 'look only at objects from then on, in UTC: what expired or was moved before is no gap',
      },
    },
    examples: [
      { line: 'strmctl verify --content', doc: 'the whole proof' },
      { line: 'strmctl verify file:///data/lake --from 2026-03-01', doc: 'what a place holds since then' },
    ],
    load: () => import('./verify/run.ts'),
  },
  {
    name: 'repair',
    summary: 'Rebuild the ledger of an exporter from its objects',
    description:
      'For an exporter that stops because its positions are gone (STRM1803, STRM2220) or because a stretch of its\n' +
      'stream cannot be read. Shows every position that would be written and where it comes from, asks, and writes. Stop all\n' +
      'processes that run the exporter first. What is there and right stays as it is.',
    positionals: [{ name: 'exporter', required: true, doc: 'name of an applied exporter' }],
    options: {
      ...locking,
      'auto-approve': { type: 'boolean', doc: 'do not ask before the ledger is written' },
      input: { type: 'boolean', default: true, doc: 'never ask, fail where an answer is needed' },
      'accept-gap': {
        type: 'boolean',
        doc: 'also where objects are missing or overlap: the end of the last object counts',
      },
      'skip-to': {
        type: 'list',
        value: 'PARTITION=OFFSET',
        doc: 'go on there and leave out what is before; may be repeated',
      },
    },
    examples: [
      { line: 'strmctl repair s3-demo', doc: 'write the positions that are missing' },
      { line: 'strmctl repair s3-demo --skip-to 3=81250', doc: 'leave out an unreadable stretch of partition 3' },
    ],
    load: () => import('./repair/run.ts'),
  },
]

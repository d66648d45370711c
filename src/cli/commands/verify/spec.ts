import { defineCommand } from '../../arguments/command.ts'
import { anyNumberOf, flag, option } from '../../arguments/declare.ts'
import { moment, nameOrUrl } from '../../arguments/value-types.ts'

export const VERIFY = defineCommand({
  name: 'verify',
  summary: 'Prove from the objects that nothing is lost or duplicated',
  description:
    'The ranges of the objects must tile each partition without a gap or an overlap up to the ledger’s position.\n' +
    'A URL (file:///DIRECTORY, or of another destination) verifies the objects there, for each exporter that wrote them, from\n' +
    'their metadata alone: it needs no configuration, no state and no ledger.',
  positionals: {
    exporter: anyNumberOf(nameOrUrl, 'names of exporters, or URLs of places; all exporters when none is given'),
  },
  options: {
    content: flag({ doc: 'read every object too: count its lines and check its CRC' }),
    from: option(moment, {
      doc: 'look only at objects from then on, in UTC: what expired or was moved before is not a gap',
    }),
  },
  examples: [
    { line: 'strmctl verify --content', doc: 'the whole proof' },
    { line: 'strmctl verify file:///data/lake --from 2026-03-01', doc: 'what a place holds since then' },
  ],
})

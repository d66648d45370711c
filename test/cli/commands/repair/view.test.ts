import test from 'ava'
import { repairView } from '../../../../src/cli/commands/repair/view.ts'

test('repairView shows which offsets a skip leaves out', (t) => {
  const entry = { offset: 2500, end: 2500, uid: 'u', topic: 't', partitions: 1, proof: [] }
  const before = { ...entry, offset: 1951, end: 1951 }
  const repair = {
    exporter: 'out',
    uid: 'u',
    steps: [{ partition: 0, before, entry, source: { from: 'told', was: 1951 } }],
    problems: [],
  } as const
  t.regex(repairView.human(repair, { color: false, width: 80 }), /0 +1951 +2500 +--skip-to, leaves out \[1951, 2500\)/)
})

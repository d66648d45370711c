import test from 'ava'
import type { Evidence, PartitionEvidence } from '../../src/audit/gather-evidence.ts'
import { planRepair, type RepairFacts } from '../../src/audit/plan-repair.ts'
import type { LedgerEntry } from '../../src/model/ledger.ts'

const anEntry = (part: Partial<LedgerEntry> = {}): LedgerEntry => ({
  offset: 10,
  end: 10,
  uid: 'u',
  topic: 't',
  partitions: 2,
  proof: [],
  ...part,
})

const found = (part: Partial<PartitionEvidence> = {}): PartitionEvidence => ({
  begin: 0,
  end: 10,
  key: 'k',
  gaps: [],
  overlaps: [],
  batches: [],
  ...part,
})

const evidence = (partitions: readonly (readonly [number, PartitionEvidence])[], time?: number): Evidence => ({
  objects: partitions.length,
  time,
  partitions: new Map(partitions),
  forbidden: 0,
})

const plan = (facts: Partial<RepairFacts>) =>
  planRepair({
    uid: 'u',
    topic: 't',
    entries: new Map(),
    foreign: new Map(),
    evidence: evidence([]),
    starts: new Map([0, 1].map((partition) => [partition, 0])),
    bounds: [0, 1, 2].map((partition) => ({ partition, earliest: 0, latest: 100, log: `log-${partition}` })),
    skipTo: new Map(),
    ...facts,
  })

test('planRepair() takes the ends of the objects, else the start, and the newest time for all', (t) => {
  const { steps, problems } = plan({ evidence: evidence([[0, found()]], 77) })
  t.deepEqual(problems, [])
  t.deepEqual(steps, [
    {
      partition: 0,
      before: undefined,
      entry: anEntry({ time: 77, log: 'log-0' }),
      source: { from: 'object', key: 'k' },
    },
    {
      partition: 1,
      before: undefined,
      entry: anEntry({ offset: 0, end: 0, time: 77, log: 'log-1' }),
      source: { from: 'start' },
    },
  ])
})

test('planRepair() leaves alone what is there and right, also where it is ahead of the objects or has an open intent', (t) => {
  const intent = { batch: 'b', revision: 1, time: 9, end: 20, partitions: [1], records: 1, skipped: 0, crc: 0 }
  const entries = new Map([
    [0, anEntry({ offset: 15, end: 15 })],
    [1, anEntry({ intent })],
  ])
  t.deepEqual(
    plan({ entries, evidence: evidence([0, 1].map((partition) => [partition, found({ end: 12 })])) }).steps,
    [],
  )
})

test('planRepair() moves an entry forward that is behind its objects: it came from a backup', (t) => {
  const entries = new Map([0, 1].map((partition) => [partition, anEntry({ time: 5 })]))
  const { steps } = plan({ entries, evidence: evidence([[0, found({ end: 12 })]], 7) })
  t.deepEqual(
    steps.map(({ partition, entry }) => [partition, entry.end, entry.time]),
    [[0, 12, 7]],
  )
})

test('planRepair() proves an open batch whose object exists, so that the other partitions advance over it', (t) => {
  const intent = { batch: 'b', revision: 1, time: 99, end: 20, partitions: [0, 1], records: 1, skipped: 0, crc: 0 }
  const { steps } = plan({
    entries: new Map([[1, anEntry({ intent })]]),
    evidence: evidence(
      [0, 1].map((partition) => [partition, found({ end: 20, batches: ['b'] })]),
      98,
    ),
  })
  t.deepEqual(
    steps.map(({ partition, entry }) => [partition, entry.end, entry.proof, entry.time]),
    [[0, 20, ['b'], 99]],
  )
})

test('planRepair() starts a partition that was added later at its beginning, and only where it had been started', (t) => {
  const { steps } = plan({ evidence: evidence([[3, found({ end: 4 })]]), bounds: [] })
  t.deepEqual(
    steps.map(({ partition, entry, source }) => [partition, entry.end, source.from]),
    [
      [0, 0, 'start'],
      [1, 0, 'start'],
      [2, 0, 'beginning'],
      [3, 4, 'object'],
    ],
  )
})

const tellsOf = test.macro({
  exec: (t, facts: Partial<RepairFacts>, expected: readonly unknown[]) => {
    t.deepEqual(
      plan(facts).problems.map(({ problem, partition, begin, end }) => [problem, partition, begin, end]),
      expected,
    )
  },
  title: (title = '') => `planRepair() tells of ${title}`,
})

const tiles = [{ begin: 3, end: 5 }]
test('a gap and an overlap', tellsOf, { evidence: evidence([[0, found({ gaps: tiles, overlaps: tiles })]]) }, [
  ['gap', 0, 3, 5],
  ['overlap', 0, 3, 5],
])
test('objects missing at the start', tellsOf, { evidence: evidence([[0, found({ begin: 4 })]]) }, [['gap', 0, 0, 4]])
test('a position past the end', tellsOf, { evidence: evidence([[0, found({ end: 101 })]]) }, [['beyond', 0, 100, 101]])

const complete = new Map([0, 1].map((partition) => [partition, anEntry()] as const))
test('going back', tellsOf, { entries: complete, skipTo: new Map([[0, 4]]) }, [['behind', 0, 4, 10]])
test('a partition that is not there', tellsOf, { entries: complete, skipTo: new Map([[9, 4]]) }, [['unknown', 9, 4, 4]])

test('planRepair() skips to an offset, drops the intent and keeps its time', (t) => {
  const intent = { batch: 'b', revision: 1, time: 99, end: 20, partitions: [0], records: 1, skipped: 0, crc: 0 }
  const entries = new Map([...complete, [0, anEntry({ intent, log: 'old' })] as const])
  const { steps, problems } = plan({ entries, skipTo: new Map([[0, 30]]) })
  t.deepEqual(problems, [])
  t.deepEqual(
    steps.map(({ entry }) => entry),
    [anEntry({ offset: 30, end: 30, time: 99, log: 'log-0' })],
  )
})

test('planRepair() overwrites what somebody else put in the place of an entry, and shows it', (t) => {
  const foreign = new Map([[0, 'offset 3: it carries no metadata']])
  const { steps } = plan({ foreign, evidence: evidence([[0, found()]], 77) })
  t.like(steps[0], { partition: 0, before: undefined, foreign: 'offset 3: it carries no metadata' })
})

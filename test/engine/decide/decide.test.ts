import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import type { Intent, LedgerEntry } from '../../../src/model/ledger.ts'
import { batchTime } from '../../../src/engine/decide/batch-time.ts'
import { carry, startedPartitions, unsettledBatches } from '../../../src/engine/decide/carry.ts'
import { advanced, announced, dropped, moved } from '../../../src/engine/decide/next-entry.ts'
import { closesAt, partsToClose } from '../../../src/engine/decide/parts-to-close.ts'
import type { OpenFigures, OpenPart } from '../../../src/engine/decide/parts-to-close.ts'
import { recoveryStep } from '../../../src/engine/decide/recovery-step.ts'
import { anEntry } from '../kit.ts'

const AT = Date.UTC(2021, 2, 26, 9, 56, 30)

test('batchTime() of a batch closed by its interval is the interval’s end, however late it is', (t) => {
  const parts = { reason: 'interval' as const, intervalMs: 30_000, lastTimes: [undefined, AT - 30_000] }
  t.is(batchTime({ ...parts, now: AT + 12 }), AT)
  t.is(batchTime({ ...parts, now: AT + 29_999 }), AT)
  t.is(batchTime({ ...parts, now: AT + 75_000 }), AT + 60_000)
})

test('batchTime() is always later than the last of any partition', (t) => {
  fc.assert(
    fc.property(fc.nat(), fc.array(fc.option(fc.nat(), { nil: undefined })), fc.boolean(), (now, lastTimes, early) => {
      const time = batchTime({ reason: early ? 'size' : 'interval', now, intervalMs: 1000, lastTimes })
      t.true(lastTimes.every((last) => last === undefined || time > last))
    }),
  )
})

function openFigures(parts: readonly Partial<OpenPart>[], changes: Partial<OpenFigures> = {}): OpenFigures {
  const whole = parts.map((part, partition) => ({
    partition,
    bytes: 10,
    records: 1,
    openedAt: AT,
    free: true,
    ...part,
  }))
  const limits = { intervalMs: 30_000, maxObjectBytes: 100, maxObjectRecords: 0 }
  return { now: AT + 1, ...limits, parts: whole, full: false, memoryNeeded: false, flush: false, ...changes }
}

for (const [what, figures, expected] of [
  ['nothing before its time', openFigures([{}, {}]), undefined],
  ['nothing where nothing is open', openFigures([], { flush: true }), undefined],
  [
    'what is due at the end of the interval',
    openFigures([{}, { openedAt: AT + 30_000 }], { now: AT + 30_000 }),
    ['interval', 0],
  ],
  ['all at a flush', openFigures([{}, {}], { flush: true }), ['flush', 0, 1]],
  ['all when it is as large as an object may be', openFigures([{ bytes: 50 }, { bytes: 50 }]), ['size', 0, 1]],
  ['all when it has as many records as it may', openFigures([{}, {}], { maxObjectRecords: 2 }), ['size', 0, 1]],
  ['all when a record does not fit in any more', openFigures([{}], { full: true }), ['size', 0]],
  ['all when memory is needed', openFigures([{}, {}], { memoryNeeded: true }), ['memory', 0, 1]],
  ['nothing in flight', openFigures([{ free: false }, {}], { flush: true }), ['flush', 1]],
  [
    'nothing early while most of it waits for what is in flight',
    openFigures([{ free: false, bytes: 90 }, {}]),
    undefined,
  ],
] as const) {
  test(`partsToClose() closes ${what}`, (t) => {
    const closing = partsToClose(figures)
    t.deepEqual(closing === undefined ? undefined : [closing.reason, ...closing.partitions], expected as never)
  })
}

test('closesAt() gives multiples of the interval since the Unix epoch', (t) => {
  t.is(closesAt(AT, 30_000), AT + 30_000)
  t.is(closesAt(AT - 1, 30_000), AT)
  t.is(closesAt(100_000, 7000) % 7000, 0)
})

function anIntent(batch: string, changes: Partial<Intent> = {}): Intent {
  return { batch, revision: 1, time: AT, end: 5, partitions: [0, 1], records: 5, skipped: 0, crc: 9, ...changes }
}

const pending = anEntry({ intent: anIntent('B') })
for (const [what, entries, expected] of [
  ['all are still on it', [pending, pending], 'roll-forward'],
  ['one has passed it', [pending, anEntry({ proof: ['A', 'B'] })], 'advance'],
  ['one has passed it and is on another', [pending, anEntry({ proof: ['B'], intent: anIntent('C') })], 'advance'],
  ['one was never told', [pending, anEntry()], 'drop'],
  ['one is on another', [pending, anEntry({ intent: anIntent('C') })], 'drop'],
  ['one has no entry', [pending, undefined], 'drop'],
] as const) {
  test(`recoveryStep() says ${expected} where ${what}`, (t) => {
    t.is(recoveryStep('B', entries), expected)
  })
}

test('announced(), then advanced(): the range is passed and its batch is proof', (t) => {
  const entry = anEntry({ offset: 3, end: 2, time: 1, log: 'a', proof: ['A'] })
  const open = announced(entry, anIntent('B', { log: 'b' }))
  t.like(open, { offset: 3, end: 2 })
  const expected: LedgerEntry = { ...entry, offset: 5, end: 5, time: AT, log: 'b', proof: ['A', 'B'] }
  t.deepEqual(advanced(open), expected)
  t.throws(() => announced(open, anIntent('C')))
  t.throws(() => advanced(entry))
})

test('dropped() keeps the position and takes over the time', (t) => {
  const entry = anEntry({ offset: 3, end: 2, time: 1 })
  t.deepEqual(dropped({ ...entry, intent: anIntent('B') }), { ...entry, time: AT })
})

test('moved() changes the position alone', (t) => {
  const entry = anEntry({ offset: 3, end: 2, time: 1, log: 'a', proof: ['A'] })
  t.deepEqual(moved(entry, { offset: 9 }), { ...entry, offset: 9 })
  t.deepEqual(moved(entry, { offset: 9, log: 'b' }), { ...entry, offset: 9, log: 'b' })
})

test('carry() keeps a proof while somebody may need it', (t) => {
  const entry = anEntry({ proof: ['A', 'B', 'C'] })
  const known = { started: 4, unsettled: new Set(['B']) }
  t.like(carry(entry, known, 'C'), { proof: ['B', 'C'], partitions: 4 })
  const entries = new Map([
    [0, anEntry({ proof: ['A', 'B'] })],
    [1, anEntry({ intent: anIntent('B') })],
  ])
  t.deepEqual([...unsettledBatches(entries)], ['B'])
})

function begun(...partitions: number[]): ReadonlyMap<number, LedgerEntry> {
  return new Map(partitions.map((each) => [each, anEntry({ partitions: 2 })]))
}

test('startedPartitions() counts an added partition only when all before it have begun', (t) => {
  t.is(startedPartitions(begun(0, 1)), 2)
  t.is(startedPartitions(begun(0, 1, 3)), 2)
  t.is(startedPartitions(begun(0, 1, 2, 3)), 4)
  t.is(startedPartitions(begun(1)), 2)
})

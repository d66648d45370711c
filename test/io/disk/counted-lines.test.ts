import test from 'ava'
import { CountedLines } from '../../../src/io/disk/counted-lines.ts'
import type { Verdict } from '../../../src/io/disk/counted-lines.ts'
import type { JournalLine, Lease } from '../../../src/io/disk/journal-line.ts'

type Maker = (counted: CountedLines) => JournalLine | undefined

const HEAD: Maker = () => ({ kind: 'head', format: 1, segment: 1, base: 0, lease: undefined })
const GARBAGE: Maker = () => undefined

function lease(fence: number, owner: string): Maker {
  const holder = {
    process: { boot: '', namespace: '', pid: 1, started: '' },
    host: '',
    operation: '',
    since: 0,
    leaseMs: 1,
  }
  const value: Lease = { fence, owner, holder }
  return () => ({ kind: 'lease', lease: value })
}

function owned(kind: 'write' | 'beat' | 'released' | 'sealed', fence: number, owner: string): Maker {
  return ({ check: after }) =>
    kind === 'write' ? { kind, fence, owner, after, payloads: [1] } : { kind, fence, owner, after }
}

const verdicts = test.macro((t, rows: readonly (readonly [Maker, Verdict])[]) => {
  const counted = new CountedLines()
  rows.forEach(([maker, expected], index) => {
    const line = maker(counted)
    t.is(counted.take(line, line === undefined ? undefined : index), expected, `line ${index}`)
  })
})

test('a line of the owner counts', verdicts, [
  [HEAD, 'counts'],
  [lease(1, 'a'), 'counts'],
  [owned('write', 1, 'a'), 'counts'],
])
test('a line behind a higher lease does not count', verdicts, [
  [HEAD, 'counts'],
  [lease(1, 'a'), 'counts'],
  [lease(2, 'b'), 'counts'],
  [owned('write', 1, 'a'), 'ignored'],
  [owned('sealed', 1, 'a'), 'ignored'],
  [owned('write', 2, 'b'), 'counts'],
])
test('a second lease with the same or a lower number does not count', verdicts, [
  [HEAD, 'counts'],
  [lease(3, 'a'), 'counts'],
  [lease(3, 'b'), 'ignored'],
  [lease(2, 'c'), 'ignored'],
  [owned('write', 3, 'a'), 'counts'],
])
test('nothing after "sealed" counts, not even a higher lease', verdicts, [
  [HEAD, 'counts'],
  [lease(1, 'a'), 'counts'],
  [owned('sealed', 1, 'a'), 'counts'],
  [owned('write', 1, 'a'), 'ignored'],
  [lease(2, 'b'), 'ignored'],
  [owned('write', 2, 'b'), 'ignored'],
])
test('garbage between lines does not matter', verdicts, [
  [HEAD, 'counts'],
  [GARBAGE, 'ignored'],
  [lease(1, 'a'), 'counts'],
  [GARBAGE, 'ignored'],
  [owned('write', 1, 'a'), 'counts'],
])
test('a line of an owner whose lease is not there tells of damage', verdicts, [
  [HEAD, 'counts'],
  [owned('write', 1, 'a'), 'damaged'],
])
test('a line of another owner with the same number tells of damage', verdicts, [
  [HEAD, 'counts'],
  [lease(1, 'a'), 'counts'],
  [owned('write', 1, 'b'), 'damaged'],
])
test('a line whose check value does not fit tells of damage', verdicts, [
  [HEAD, 'counts'],
  [lease(1, 'a'), 'counts'],
  [() => ({ kind: 'beat', fence: 1, owner: 'a', after: 12_345 }), 'damaged'],
])
test('a released lease leaves its owner no more lines', verdicts, [
  [HEAD, 'counts'],
  [lease(1, 'a'), 'counts'],
  [owned('released', 1, 'a'), 'counts'],
  [owned('write', 1, 'a'), 'damaged'],
])
test('a segment that does not begin with a head is damaged', verdicts, [[lease(1, 'a'), 'damaged']])
test('garbage in the base is damage', verdicts, [
  [() => ({ kind: 'head', format: 1, segment: 1, base: 1, lease: undefined }), 'counts'],
  [GARBAGE, 'damaged'],
])

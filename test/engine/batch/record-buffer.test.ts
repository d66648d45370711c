import test from 'ava'
import { fc } from '../../tooling/properties.ts'
import { crc32c } from '../../../src/lib/crc32c.ts'
import { InternalError } from '../../../src/model/internal-error.ts'
import { RecordBuffer } from '../../../src/engine/batch/record-buffer.ts'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'

const NEWLINE = 0x0a

const gap = fc.nat(12)
const length = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 900 }) },
  { weight: 1, arbitrary: fc.integer({ min: 4000, max: 70_000 }) },
)
/** Records of one source: bytes between them, bytes of the value, whether the source is forgotten before it. */
const records = fc.array(fc.record({ gap, length, forget: fc.oneof(fc.constant(false), fc.boolean()) }), {
  minLength: 1,
  maxLength: 400,
})

interface Stretch {
  readonly start: number
  readonly end: number
}

/** No byte is like its neighbours: a line from the wrong place would differ. */
function sourceOf(stretches: readonly Stretch[], seed: number): Uint8Array {
  const size = (stretches.at(-1)?.end ?? 0) + 3
  return Uint8Array.from({ length: size }, (_, at) => 32 + ((at * 7 + seed) % 90))
}

function layOut(shapes: readonly { readonly gap: number; readonly length: number }[]): readonly Stretch[] {
  const stretches: Stretch[] = []
  let at = 0
  for (const shape of shapes) {
    const start = at + shape.gap
    at = start + shape.length
    stretches.push({ start, end: at })
  }
  return stretches
}

test('RecordBuffer has its records with separators, however they stand in their sources', (t) => {
  fc.assert(
    fc.property(fc.array(records, { minLength: 1, maxLength: 3 }), (sources) => {
      const lines = new RecordBuffer(new MemoryBudget(1 << 30), NEWLINE)
      const expected: Uint8Array[] = []
      for (const [seed, shapes] of sources.entries()) {
        const stretches = layOut(shapes)
        const source = sourceOf(stretches, seed * 13)
        for (const [index, { start, end }] of stretches.entries()) {
          if (shapes[index]?.forget === true) lines.forget()
          lines.append(source, start, end)
          expected.push(source.slice(start, end), Uint8Array.of(NEWLINE))
        }
      }
      const bytes = Buffer.concat(expected)
      t.is(lines.size, bytes.length)
      t.is(Buffer.compare(Buffer.concat(lines.chunks()), bytes), 0)
      t.is(lines.crc, crc32c(bytes))
    }),
    { numRuns: 60 },
  )
})

test('RecordBuffer takes records of a source in any order, and the same one again', (t) => {
  const stretches = layOut(Array.from({ length: 300 }, (_, at) => ({ gap: at % 5, length: 1 + (at % 90) })))
  const source = sourceOf(stretches, 0)
  fc.assert(
    fc.property(fc.array(fc.nat(stretches.length - 1), { maxLength: 500 }), (order) => {
      const lines = new RecordBuffer(new MemoryBudget(1 << 30), NEWLINE)
      const taken = order.flatMap((index) => stretches[index] ?? [])
      for (const { start, end } of taken) lines.append(source, start, end)
      const expected = taken.flatMap(({ start, end }) => [source.slice(start, end), Uint8Array.of(NEWLINE)])
      t.is(Buffer.compare(Buffer.concat(lines.chunks()), Buffer.concat(expected)), 0)
    }),
    { numRuns: 60 },
  )
})

test('RecordBuffer looks at a source anew once it is forgotten', (t) => {
  const lines = new RecordBuffer(new MemoryBudget(1 << 30), NEWLINE)
  const source = Buffer.from('aa.bb.cc.dd')
  lines.append(source, 0, 2)
  lines.append(source, 3, 5)
  lines.forget()
  source.fill('x')
  lines.append(source, 6, 8)
  lines.append(source, 9, 11)
  t.is(Buffer.concat(lines.chunks()).toString(), 'aa\nbb\nxx\nxx\n')
})

test('RecordBuffer releases full chunks early, and the rest when it is released', (t) => {
  const budget = new MemoryBudget(1 << 30)
  const lines = new RecordBuffer(budget, NEWLINE)
  const line = new Uint8Array(100_000).fill(120)
  for (let count = 0; count < 30; count++) lines.append(line, 0, line.length)
  const all = budget.usedBytes
  const [first = line, second = line] = lines.chunks()
  const [size, crc] = [lines.size, lines.crc]
  lines.releaseFirst(first.length + second.length - 1)
  t.is(budget.usedBytes, all - first.length)
  lines.releaseFirst(first.length + second.length)
  t.is(budget.usedBytes, all - first.length - second.length)
  t.deepEqual([lines.size, lines.crc], [size, crc])
  t.throws(() => lines.chunks(), { instanceOf: InternalError })
  lines.releaseFirst(size)
  lines.release('reusable')
  lines.releaseFirst(size)
  t.is(budget.usedBytes, 0)
})

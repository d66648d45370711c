import test from 'ava'
import { FORMATS } from '../../../src/formats/catalogue.ts'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { RangeBuffer } from '../../../src/engine/batch/range-buffer.ts'
import { aRevision } from '../kit.ts'

function aRange(rejectFrom: number): RangeBuffer {
  const deps = { budget: new MemoryBudget(1 << 24), formats: FORMATS }
  return new RangeBuffer(deps, { partition: 0, revision: aRevision(), rejectFrom })
}

test('RangeBuffer takes records from one buffer that is filled anew for each', (t) => {
  const range = aRange(Infinity)
  const buffer = Buffer.alloc(1000, 'x')
  buffer[600] = 0x0a
  range.take(buffer, 0, 600, 0)
  buffer.fill('y')
  range.take(buffer, 1, 701, 601)
  t.is(Buffer.concat(range.records.chunks()).toString(), `${'x'.repeat(600)}\n${'y'.repeat(700)}\n`)
})

test('RangeBuffer leaves out what the format does not accept, as it was announced', (t) => {
  const range = aRange(2)
  const buffer = Buffer.from('a\nbc\nd')
  range.take(buffer, 0, 3, 0)
  range.take(buffer, 2, 4, 1)
  range.take(buffer, 3, 6, 2)
  t.is(Buffer.concat(range.records.chunks()).toString(), 'bc\n')
  t.is(range.rejected.count, 1)
})

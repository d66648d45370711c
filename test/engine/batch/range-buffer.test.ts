import test from 'ava'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { RangeBuffer } from '../../../src/engine/batch/range-buffer.ts'

test('RangeBuffer takes lines from one buffer that is filled anew for each', (t) => {
  const range = new RangeBuffer(new MemoryBudget(1 << 24), { partition: 0, stream: 'demo', rejectFrom: Infinity })
  const buffer = Buffer.alloc(1000, 'x')
  buffer[600] = 0x0a
  range.take(buffer, 0, 600, 0)
  buffer.fill('y')
  range.take(buffer, 1, 701, 601)
  t.is(Buffer.concat(range.lines.lines.chunks()).toString(), `${'x'.repeat(600)}\n${'y'.repeat(700)}\n`)
})

test('RangeBuffer leaves out what is no line, as it was announced', (t) => {
  const range = new RangeBuffer(new MemoryBudget(1 << 24), { partition: 0, stream: 'demo', rejectFrom: 2 })
  const buffer = Buffer.from('a\nbc\nd')
  range.take(buffer, 0, 3, 0)
  range.take(buffer, 2, 4, 1)
  range.take(buffer, 3, 6, 2)
  t.is(Buffer.concat(range.lines.lines.chunks()).toString(), 'bc\n')
  t.is(range.rejected.records, 1)
})

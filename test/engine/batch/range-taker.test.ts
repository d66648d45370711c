import test from 'ava'
import { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import { RangeTaker } from '../../../src/engine/batch/range-taker.ts'

test('RangeTaker takes lines from one buffer that is filled anew for each', (t) => {
  const taker = new RangeTaker(new MemoryBudget(1 << 24), { partition: 0, stream: 'demo', rejectFrom: Infinity })
  const buffer = Buffer.alloc(1000, 'x')
  buffer[600] = 0x0a
  taker.take(buffer, 0, 600, 0)
  buffer.fill('y')
  taker.take(buffer, 1, 701, 601)
  t.is(Buffer.concat(taker.lines.lines.chunks()).toString(), `${'x'.repeat(600)}\n${'y'.repeat(700)}\n`)
})

test('RangeTaker leaves out what is no line, as it was announced', (t) => {
  const taker = new RangeTaker(new MemoryBudget(1 << 24), { partition: 0, stream: 'demo', rejectFrom: 2 })
  const buffer = Buffer.from('a\nbc\nd')
  taker.take(buffer, 0, 3, 0)
  taker.take(buffer, 2, 4, 1)
  taker.take(buffer, 3, 6, 2)
  t.is(Buffer.concat(taker.lines.lines.chunks()).toString(), 'bc\n')
  t.is(taker.rejected.records, 1)
})

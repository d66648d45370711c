import test from 'ava'
import { median, percentile } from './statistics.ts'

const upTo = (count: number): readonly number[] => Array.from({ length: count }, (_, index) => count - index)

test('median() is the lower one of two middle values', (t) => {
  t.is(median([3, 1, 2]), 2)
  t.is(median([4, 1, 3, 2]), 2)
  t.throws(() => median([]), { instanceOf: RangeError })
})

test('percentile() gives the value of the nearest rank', (t) => {
  t.is(percentile(upTo(100), 0.99), 99)
  t.is(percentile(upTo(100), 1), 100)
  t.is(percentile(upTo(101), 0.99), 100)
  t.is(percentile(upTo(30), 0.99), 30)
  t.is(percentile(upTo(30), 0.5), 15)
  t.is(percentile([7], 0.5), 7)
  t.throws(() => percentile([], 0.5), { instanceOf: RangeError })
})

import test from 'ava'
import { deathsInARow, LASTING_MS, restartDelay } from '../../../src/cli/workers/restart-delay.ts'

test('a worker that dies once is started again at once', (t) => {
  t.is(restartDelay(1, 0), 0)
  t.is(restartDelay(1, 0.999), 0)
})

test('a worker that dies again and again waits longer and longer, but never for more than half a minute', (t) => {
  const [shortest, longest] = [0, 0.999].map((random) => [2, 3, 4, 5, 6, 7, 100].map((n) => restartDelay(n, random)))
  t.deepEqual(shortest, [1000, 2000, 4000, 8000, 15_000, 15_000, 15_000])
  t.deepEqual(longest, [1999, 3998, 7996, 15_992, 29_985, 29_985, 29_985])
})

test('a death after a long life is a first one', (t) => {
  t.deepEqual([deathsInARow(0, 5), deathsInARow(1, 5), deathsInARow(4, LASTING_MS)], [1, 2, 5])
  t.is(deathsInARow(4, LASTING_MS + 1), 1)
})

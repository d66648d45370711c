import test from 'ava'
import { slopeOf } from './memory-samples.ts'

test('slopeOf() tells what memory grows by in a minute, the beginning left out', (t) => {
  const samples = Array.from({ length: 100 }, (_, seconds) => {
    return { seconds, mebibytes: seconds < 20 ? 10 * seconds : 100 + seconds / 30 }
  })
  t.true(Math.abs(slopeOf(samples) - 2) < 1e-9)
})

import test from 'ava'
import { retryDelay } from '../../src/lib/retry-delay.ts'

const policy = { firstMs: 100, maxMs: 5000 }

for (const [attempt, random, expected] of [
  [1, 0.5, 50],
  [2, 0.5, 100],
  [4, 0.5, 400],
  [7, 0.5, 2500],
  [5000, 0.5, 2500],
  [3, 0, 1],
] as const) {
  test(`retryDelay() after attempt ${attempt} with ${random} is ${expected} ms`, (t) => {
    t.is(retryDelay(policy, attempt, random), expected)
  })
}

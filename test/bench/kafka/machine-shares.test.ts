import test from 'ava'
import { sharesBetween, type MachineTimes } from './machine-shares.ts'

const BEFORE: MachineTimes = { all: 1000, idle: 500, broker: 100, store: 50, bench: 10 }

test('sharesBetween() shares out the time of all processors', (t) => {
  const after = { all: 3000, idle: 1000, broker: 600, store: 250, bench: 110 }
  const shares = sharesBetween(BEFORE, after, 600)
  t.deepEqual(
    Object.entries<number>({ ...shares }).map(([who, share]) => [who, Number(share.toFixed(3))]),
    [
      ['itself', 0.3],
      ['broker', 0.25],
      ['store', 0.1],
      ['bench', 0.05],
      ['idle', 0.25],
      ['others', 0.05],
    ],
  )
})

test('sharesBetween() leaves nothing to others where ticks add up to more than there was', (t) => {
  t.is(sharesBetween(BEFORE, { ...BEFORE, all: 1010, idle: 510 }, 10).others, 0)
})

import { setImmediate } from 'node:timers/promises'
import { getHeapSpaceStatistics } from 'node:v8'
import test from 'ava'
import { boundYoungSpace } from '../../../src/cli/process/bound-young-space.ts'

test('boundYoungSpace() keeps the space of young objects small while many of them survive', async (t) => {
  boundYoungSpace()
  const kept: unknown[] = []
  for (let round = 0; round < 400; round++) {
    for (let count = 0; count < 5000; count++) kept[(round * 5000 + count) % 20_000] = { count, text: [`${round}`] }
    await setImmediate()
  }
  const young = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')
  t.true((young?.space_size ?? Infinity) <= 16 << 20, String(young?.space_size))
})

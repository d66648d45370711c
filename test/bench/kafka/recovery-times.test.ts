import test from 'ava'
import { partitionsOfKey, recoveryTimes, type Arrival } from './recovery-times.ts'

const KILL = { at: 1000, partitions: [1, 2, 3] }

const recovers = test.macro({
  title: (title) => `recoveryTimes() ${title ?? ''}`,
  exec: (t, arrivals: readonly Arrival[], expected: ReturnType<typeof recoveryTimes>) => {
    t.deepEqual(recoveryTimes(KILL, arrivals), expected)
  },
})

test(
  'tells the first object and the last partition',
  recovers,
  [
    { at: 3000, partitions: [2] },
    { at: 3500, partitions: [1, 2] },
    { at: 4000, partitions: [0, 3] },
  ],
  { firstMs: 2000, allMs: 3000 },
)
test(
  'does not take what the killed process had sent',
  recovers,
  [
    { at: 1100, partitions: [1, 2, 3] },
    { at: 2000, partitions: [1, 2, 3] },
  ],
  { firstMs: 1000, allMs: 1000 },
)
test(
  'does not count what others had',
  recovers,
  [
    { at: 1500, partitions: [0] },
    { at: 2000, partitions: [1, 2, 3] },
  ],
  {
    firstMs: 1000,
    allMs: 1000,
  },
)
test('is nothing while a partition is missing', recovers, [{ at: 2000, partitions: [1, 2] }], undefined)

test('recoveryTimes() is nothing for one that had no partition', (t) => {
  t.is(recoveryTimes({ at: 0, partitions: [] }, [{ at: 1000, partitions: [1] }]), undefined)
})

test('partitionsOfKey() reads the partitions from a key', (t) => {
  t.deepEqual(partitionsOfKey('events/2021-03-26T09:56:30.250-my---demo---0-1-12.jsonl'), [0, 1, 12])
  t.deepEqual(partitionsOfKey('2021-03-26T09:56:30-demo---7.jsonl'), [7])
  t.throws(() => partitionsOfKey('events/.strm_test_1.jsonl'))
})

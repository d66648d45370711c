import test from 'ava'
import { partitionStatuses, totalLag } from '../../../src/cli/exporters/exporter-status.ts'
import type { LedgerEntry } from '../../../src/model/ledger.ts'
import type { StreamDescription } from '../../../src/model/stream.ts'

const entry = (end: number, partitions: number): LedgerEntry => ({
  offset: end,
  end,
  uid: 'u',
  topic: 't',
  partitions,
  proof: [],
})

function describe(...latest: readonly number[]): StreamDescription {
  return { topic: 't', partitions: latest.map((each, partition) => ({ partition, earliest: 0, latest: each })) }
}

test('partitionStatuses() counts what waits in a partition that was added', (t) => {
  const statuses = partitionStatuses(new Map([[0, entry(5, 1)]]), describe(7, 40))
  t.deepEqual(
    statuses.map(({ position, lag }) => [position, lag]),
    [
      [5, 2],
      [0, 40],
    ],
  )
  t.is(totalLag(statuses), 42)
})

test('partitionStatuses() does not know the lag of a partition whose position was lost', (t) => {
  const statuses = partitionStatuses(new Map([[1, entry(5, 2)]]), describe(7, 9))
  t.deepEqual(
    statuses.map(({ lag }) => lag),
    [undefined, 4],
  )
  t.is(totalLag(statuses), undefined)
  t.is(totalLag(partitionStatuses(new Map(), describe(7, 9))), undefined)
})

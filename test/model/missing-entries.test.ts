import test from 'ava'
import type { LedgerEntry } from '../../src/model/ledger.ts'
import { missingEntries } from '../../src/model/missing-entries.ts'

function at(offset: number): LedgerEntry {
  return { offset, end: offset, uid: 'u', topic: 't', partitions: 3, proof: [] }
}

test('missingEntries() gives those whose partition has none, whatever the others say', (t) => {
  const wanted = new Map([0, 1, 2].map((partition) => [partition, at(0)]))
  t.deepEqual([...missingEntries(wanted, new Map([[1, at(7)]])).keys()], [0, 2])
  t.is(missingEntries(wanted, wanted).size, 0)
  t.deepEqual(missingEntries(wanted, new Map()), wanted)
})

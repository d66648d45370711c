import test from 'ava'
import { STREAMS } from '../../src/streams/catalogue.ts'
import { variantFolders } from '../catalogue-folders.ts'
import { testStream } from './conformance.ts'
import { HARNESSES } from './harnesses.ts'
import { makeStream } from './open-stream.ts'
import { testLedger } from './ledger-conformance.ts'

for (const [variant, harness] of Object.entries(HARNESSES)) testStream(variant, harness)

// That of Kafka has tests of its own beside it.
testLedger('directory', (t, options) => makeStream(t, { variant: 'directory', harness: HARNESSES.directory }, options))

test('the conformance suite runs over every stream of the catalogue', (t) => {
  t.deepEqual(Object.keys(HARNESSES), Object.keys(STREAMS))
})

test('every folder of streams is listed in the catalogue', async (t) => {
  t.deepEqual(await variantFolders('streams'), Object.keys(STREAMS).toSorted())
})

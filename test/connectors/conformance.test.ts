import test from 'ava'
import { CONNECTORS } from '../../src/connectors/catalogue.ts'
import { variantFolders } from '../catalogue-folders.ts'
import { testConnector } from './conformance.ts'
import { HARNESSES } from './harnesses.ts'

for (const [variant, harness] of Object.entries(HARNESSES)) testConnector(variant, harness)

test('the conformance suite runs over every destination of the catalogue', (t) => {
  t.deepEqual(Object.keys(HARNESSES), Object.keys(CONNECTORS))
})

test('every folder of connectors is listed in the catalogue', async (t) => {
  t.deepEqual(await variantFolders('connectors'), Object.keys(CONNECTORS).toSorted())
})

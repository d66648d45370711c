import test from 'ava'
import { CONNECTORS } from '../../src/connectors/catalogue.ts'
import { variantFolders } from '../catalogue-folders.ts'
import { testConnector } from './conformance.ts'

for (const variant of Object.keys(CONNECTORS)) testConnector(variant)

test('every folder of connectors is listed in the catalogue', async (t) => {
  t.deepEqual(await variantFolders('connectors'), Object.keys(CONNECTORS).toSorted())
})

import test from 'ava'
import { CONNECTORS } from '../../src/connectors/catalogue.ts'
import { testConnector } from './conformance.ts'
import { HARNESSES } from './harnesses.ts'

for (const [variant, harness] of Object.entries(HARNESSES)) testConnector(variant, harness)

test('the conformance suite runs over every destination of the catalogue', (t) => {
  t.deepEqual(Object.keys(HARNESSES), Object.keys(CONNECTORS))
})

import { testLedger } from '../ledger-conformance.ts'
import { kafka } from './broker.ts'
import { openPlace } from './kafka-place.ts'

testLedger('kafka', async (t, { partitions = 1 } = {}) => {
  const { bootstrap, createTopic } = await kafka()
  return openPlace(t, { bootstrap, topic: await createTopic({ partitions }) })
})

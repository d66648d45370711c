import { FOR_KAFKA, missing } from '../../services/executables.ts'
import { kafka, testWithKafka } from '../../services/kafka.ts'
import { testLedger } from '../ledger-conformance.ts'
import { openPlace } from './kafka-place.ts'

if (missing(FOR_KAFKA).length > 0) {
  testWithKafka('the ledger of a Kafka topic does what every ledger must do', (t) => t.fail())
} else {
  testLedger('kafka', async (t, { partitions = 1 } = {}) => {
    const { bootstrap, createTopic } = await kafka()
    return openPlace(t, { bootstrap, topic: await createTopic({ partitions }) })
  })
}

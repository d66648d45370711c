import type { ExecutionContext } from 'ava'
import { askServices } from './ask-services.ts'
import { FOR_KAFKA, missing } from './executables.ts'
import { kafkaTools, type KafkaTools } from './kafka/kafka-tools.ts'
import type { ClusterOptions } from './kafka/prepare-cluster.ts'
import { startCluster, type KafkaCluster } from './kafka/start-cluster.ts'
import { testWith } from './test-with.ts'

/** `test`, left out (and seen to be) where there is no Java or Maven. */
export const testWithKafka = testWith(missing(FOR_KAFKA))

/** The one-broker cluster that all test files of a run share: use topics and groups of your own names. */
export async function kafka(): Promise<KafkaTools> {
  return kafkaTools(await askServices('kafka'))
}

/** A cluster for tests that stop brokers; it ends with the test. */
export async function ownKafka(
  t: Pick<ExecutionContext, 'teardown'>,
  options: ClusterOptions = {},
): Promise<KafkaCluster> {
  const cluster = await startCluster(options)
  t.teardown(() => cluster.close())
  return cluster
}

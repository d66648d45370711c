import type { KafkaCluster } from '../cluster.ts'
import { KAFKA_ERROR } from '../protocol/error-codes.ts'
import { CREATE_PARTITIONS } from '../protocol/messages/create-partitions.ts'
import { refused, throwWhereRefused } from '../refused.ts'
import { awaitTopic, isLed } from './await-topic.ts'
import { askController } from './ask-controller.ts'

const TIMEOUT_MS = 15_000

/** Raises the number of partitions to `count` and waits until all have leaders. Rejects with KafkaResponseError: INVALID_PARTITIONS where it is not more. */
export async function createPartitions(
  cluster: KafkaCluster,
  topic: { readonly name: string; readonly count: number },
  signal: AbortSignal,
): Promise<void> {
  const request = { topics: [topic], timeoutMs: TIMEOUT_MS, validateOnly: false }
  const [result] = (await askController(cluster, { api: CREATE_PARTITIONS, request }, signal)).results
  const action = `give topic "${topic.name}" ${topic.count} partitions`
  if (result === undefined) throw refused(KAFKA_ERROR.UNKNOWN_SERVER_ERROR, action)
  throwWhereRefused(result.errorCode, action, result.errorMessage)
  const { name, count } = topic
  await awaitTopic(cluster, { name, isMet: (found) => isLed(found, count) }, signal)
}

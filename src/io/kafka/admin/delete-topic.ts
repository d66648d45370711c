import type { KafkaCluster } from '../cluster.ts'
import { KAFKA_ERROR } from '../protocol/error-codes.ts'
import { DELETE_TOPICS } from '../protocol/messages/delete-topics.ts'
import { refused, throwWhereRefused } from '../refused.ts'
import { awaitTopic } from './await-topic.ts'
import { askController } from './ask-controller.ts'

const TIMEOUT_MS = 15_000

/** Deletes the topic with this id, and not another one that has its name now. Rejects with KafkaResponseError: UNKNOWN_TOPIC_ID and others. */
export async function deleteTopic(cluster: KafkaCluster, topicId: string, signal: AbortSignal): Promise<void> {
  const request = { topics: [{ name: undefined, topicId }], timeoutMs: TIMEOUT_MS }
  const [result] = (await askController(cluster, { api: DELETE_TOPICS, request }, signal)).responses
  const action = `delete topic ${topicId}`
  if (result === undefined) throw refused(KAFKA_ERROR.UNKNOWN_SERVER_ERROR, action)
  throwWhereRefused(result.errorCode, action, result.errorMessage)
  const { name } = result
  if (name !== undefined) await awaitTopic(cluster, { name, isMet: (found) => found?.id !== topicId }, signal)
}

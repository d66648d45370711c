import type { KafkaCluster, TopicMetadata } from '../cluster.ts'
import { CREATE_TOPICS } from '../protocol/messages/create-topics.ts'
import { KAFKA_ERROR } from '../protocol/error-codes.ts'
import { refused, throwWhereRefused } from '../refused.ts'
import { awaitTopic, isLed } from './await-topic.ts'
import { askController } from './ask-controller.ts'

/** Brokers wait so long until all of them know. */
const TIMEOUT_MS = 15_000

export interface NewTopic {
  readonly name: string
  /** -1: the brokers' default. */
  readonly partitions: number
  /** -1: the brokers' default. */
  readonly replicationFactor: number
  readonly config: Readonly<Record<string, string>>
}

/** Makes a topic, waits until its partitions have leaders, and gives its id. Rejects with KafkaResponseError: TOPIC_ALREADY_EXISTS, INVALID_CONFIG and others. */
export async function createTopic(cluster: KafkaCluster, topic: NewTopic, signal: AbortSignal): Promise<string> {
  const { name, partitions: numPartitions, replicationFactor } = topic
  const configs = Object.entries(topic.config).map(([key, value]) => ({ name: key, value }))
  const topics = [{ name, numPartitions, replicationFactor, configs }]
  const request = { topics, timeoutMs: TIMEOUT_MS, validateOnly: false }
  const [created] = (await askController(cluster, { api: CREATE_TOPICS, request }, signal)).topics
  const action = `create topic "${name}"`
  if (created === undefined) throw refused(KAFKA_ERROR.UNKNOWN_SERVER_ERROR, action)
  throwWhereRefused(created.errorCode, action, created.errorMessage)
  const isMet = (found: TopicMetadata | undefined): boolean => found?.id === created.topicId && isLed(found, 1)
  await awaitTopic(cluster, { name, isMet }, signal)
  return created.topicId
}

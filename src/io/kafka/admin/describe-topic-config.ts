import type { KafkaCluster } from '../cluster.ts'
import { KAFKA_ERROR } from '../protocol/error-codes.ts'
import { DESCRIBE_CONFIGS } from '../protocol/messages/describe-configs.ts'
import { refused, throwWhereRefused } from '../refused.ts'

const TOPIC = 2

interface ConfigQuestion {
  readonly topic: string
  /** `retention.ms`, `cleanup.policy`. */
  readonly keys: readonly string[]
}

/** The settings that hold for a topic, by name: its own and the brokers' defaults. Rejects with KafkaResponseError. */
export async function describeTopicConfig(
  cluster: KafkaCluster,
  { topic, keys }: ConfigQuestion,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const resources = [{ resourceType: TOPIC, resourceName: topic, configurationKeys: keys }]
  const [result] = (await cluster.requestAny(DESCRIBE_CONFIGS, { resources }, { signal })).results
  const action = `read the settings of topic "${topic}"`
  if (result === undefined) throw refused(KAFKA_ERROR.UNKNOWN_SERVER_ERROR, action)
  throwWhereRefused(result.errorCode, action, result.errorMessage)
  return new Map(result.configs.flatMap(({ name, value }) => (value === undefined ? [] : [[name, value]])))
}

import type { KafkaCluster } from '../cluster.ts'
import { KAFKA_ERROR } from '../protocol/error-codes.ts'
import { refused } from '../refused.ts'

interface LeaderQuestion<P, R> {
  readonly topic: string
  readonly partitions: readonly (P & { readonly partition: number })[]
  readonly ask: (broker: number, partitions: readonly (P & { readonly partition: number })[]) => Promise<readonly R[]>
  /** The result for a partition without a leader, or one that is not there. */
  readonly failed: (partition: number, errorCode: number) => R
}

/** Asks each leader for its partitions, looked up again. Rejects with KafkaResponseError when the topic is absent. */
export async function askLeaders<P, R>(
  cluster: KafkaCluster,
  { topic, partitions, ask, failed }: LeaderQuestion<P, R>,
  signal: AbortSignal,
): Promise<readonly R[]> {
  const metadata = await cluster.topic(topic, { signal, fresh: true })
  if (metadata === undefined) throw refused(KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION, `ask for topic "${topic}"`)
  const leaders = new Map(metadata.partitions.map(({ partition, leader }) => [partition, leader]))
  const brokers = [...new Set(partitions.map(({ partition }) => leaders.get(partition)))]
  const results = brokers.map((broker) => {
    const led = partitions.filter(({ partition }) => leaders.get(partition) === broker)
    if (broker !== undefined && broker >= 0) return ask(broker, led)
    const code = broker === undefined ? KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION : KAFKA_ERROR.LEADER_NOT_AVAILABLE
    return Promise.resolve(led.map(({ partition }) => failed(partition, code)))
  })
  return (await Promise.all(results)).flat()
}

import type { KafkaCluster } from '../../../io/kafka/cluster.ts'
import type { Codecs } from '../../../io/kafka/records/codecs.ts'
import type { Clock } from '../../../model/clock.ts'
import type { TopicIdentity } from '../topic-identity.ts'

/** What reading a topic needs. */
export interface ReadDeps {
  readonly cluster: KafkaCluster
  readonly clock: Clock
  readonly topic: TopicIdentity
  readonly codecs: Codecs
  /** Most bytes of one answer to a fetch. */
  readonly fetchMaxBytes: number
  readonly requestTimeoutMs: number
}

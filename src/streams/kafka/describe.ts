import { listOffsets } from '../../io/kafka/admin/list-offsets.ts'
import type { KafkaCluster } from '../../io/kafka/cluster.ts'
import { KAFKA_ERROR } from '../../io/kafka/protocol/error-codes.ts'
import type { ListOffsetsPartitionResponse } from '../../io/kafka/protocol/messages/list-offsets.ts'
import { METADATA } from '../../io/kafka/protocol/messages/metadata.ts'
import { throwWhereRefused } from '../../io/kafka/refused.ts'
import { closest } from '../../lib/closest.ts'
import type { Clock } from '../../model/clock.ts'
import type { PartitionBounds, StreamDescription } from '../../model/stream.ts'
import { logOf } from './read/position.ts'
import { topicAbsent } from './topic-absent.ts'
import type { TopicIdentity } from './topic-identity.ts'

export interface DescribeDeps {
  readonly cluster: KafkaCluster
  readonly clock: Clock
  readonly topic: TopicIdentity
}

/** A leader is elected within moments; so often it is asked again, and so long it is waited between. */
const ATTEMPTS = 20
const PAUSE_MS = 250

/** The topic as it is now. Rejects with errors of `io/kafka` and with a DiagnosedError where it is absent. */
export async function describeTopic(deps: DescribeDeps, signal: AbortSignal): Promise<StreamDescription> {
  const { cluster, topic: identity } = deps
  const topic = await cluster.topic(identity.name, { signal, fresh: true })
  if (topic === undefined) throw topicAbsent(identity.name, { alike: await alike(deps, signal) })
  identity.pin(topic.id)
  const numbers = topic.partitions.map(({ partition }) => partition)
  const earliest = await offsets(deps, { at: 'earliest', partitions: numbers }, signal)
  const latest = await offsets(deps, { at: 'latest', partitions: numbers }, signal)
  return { topic: topic.id, partitions: numbers.map((partition) => bounds(partition, earliest, latest)) }
}

type Offsets = ReadonlyMap<number, ListOffsetsPartitionResponse>

function bounds(partition: number, earliest: Offsets, latest: Offsets): PartitionBounds {
  const begin = earliest.get(partition)?.offset ?? 0
  const end = latest.get(partition)
  const log = logOf(end?.leaderEpoch ?? -1)
  return { partition, earliest: begin, latest: end?.offset ?? begin, ...(log === undefined ? {} : { log }) }
}

interface OffsetsQuestion {
  readonly at: 'earliest' | 'latest'
  readonly partitions: readonly number[]
}

async function offsets(deps: DescribeDeps, question: OffsetsQuestion, signal: AbortSignal): Promise<Offsets> {
  const { cluster, clock, topic } = deps
  for (let attempt = 1; ; attempt++) {
    const answers = await listOffsets(cluster, { topic: topic.name, ...question }, signal)
    const failed = answers.find(({ errorCode }) => errorCode !== KAFKA_ERROR.NONE)
    if (failed === undefined) return new Map(answers.map((answer) => [answer.partitionIndex, answer]))
    const action = `ask where partition ${failed.partitionIndex} of topic "${topic.name}" begins and ends`
    if (attempt === ATTEMPTS || !PASSING.has(failed.errorCode)) throwWhereRefused(failed.errorCode, action)
    await clock.sleep(PAUSE_MS, signal)
  }
}

const PASSING: ReadonlySet<number> = new Set([
  KAFKA_ERROR.LEADER_NOT_AVAILABLE,
  KAFKA_ERROR.NOT_LEADER_OR_FOLLOWER,
  KAFKA_ERROR.FENCED_LEADER_EPOCH,
  KAFKA_ERROR.UNKNOWN_LEADER_EPOCH,
  KAFKA_ERROR.OFFSET_NOT_AVAILABLE,
  KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION,
])

/** A topic that may have been meant; a wrong name is the usual reason. */
async function alike({ cluster, topic }: DescribeDeps, signal: AbortSignal): Promise<string | undefined> {
  const request = { topics: undefined, allowAutoTopicCreation: false }
  const { topics } = await cluster.requestAny(METADATA, request, { signal })
  return closest(
    topic.name,
    topics.flatMap(({ name, isInternal }) => (name === undefined || isInternal ? [] : [name])),
  )
}

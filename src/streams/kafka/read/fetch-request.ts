import type { TopicMetadata } from '../../../io/kafka/cluster.ts'
import type { FetchRequest } from '../../../io/kafka/protocol/messages/fetch.ts'
import type { Position } from './position.ts'

const READ_COMMITTED = 1
const NO_SESSION = { sessionId: 0, sessionEpoch: -1, forgottenTopicsData: [] } as const
/** Of several partitions each gives so much at a time, so that an answer has long runs. */
const PARTITION_BYTES = 1024 * 1024

export interface Fetch {
  readonly topic: TopicMetadata
  /** Those that were waited for longest come first: a broker fills its answer in this order. */
  readonly positions: readonly Position[]
  readonly maxBytes: number
  readonly wait: FetchWait
}

/** How long the broker may hold its answer back, and for how many bytes. */
export interface FetchWait {
  readonly maxWaitMs: number
  readonly minBytes: number
}

export function fetchRequest({ topic, positions, maxBytes, wait }: Fetch): FetchRequest {
  const epochs = new Map(topic.partitions.map(({ partition, leaderEpoch }) => [partition, leaderEpoch]))
  const partitionMaxBytes = Math.min(maxBytes, Math.max(PARTITION_BYTES, Math.ceil(maxBytes / positions.length)))
  const partitions = positions.map(({ partition, offset, epoch }) => ({
    partition,
    currentLeaderEpoch: epochs.get(partition) ?? -1,
    fetchOffset: offset,
    lastFetchedEpoch: epoch,
    partitionMaxBytes,
  }))
  const topics = [{ topic: topic.name, topicId: topic.id, partitions }]
  return { ...wait, ...NO_SESSION, maxBytes, isolationLevel: READ_COMMITTED, topics, rackId: '' }
}

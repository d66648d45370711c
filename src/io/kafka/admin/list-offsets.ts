import type { KafkaCluster } from '../cluster.ts'
import { LIST_OFFSETS, LIST_OFFSETS_TIMESTAMP } from '../protocol/messages/list-offsets.ts'
import type { ListOffsetsPartitionResponse } from '../protocol/messages/list-offsets.ts'
import { askLeaders } from './ask-leaders.ts'

const READ_COMMITTED = 1
const ANY_EPOCH = -1

interface PositionsQuestion {
  readonly topic: string
  readonly partitions: readonly number[]
  /** `latest`: the last stable offset; a number: the first record that is not older than this time. */
  readonly at: 'earliest' | 'latest' | number
}

/** Offsets by place in the log, an error code each. Rejects with KafkaResponseError when the topic is absent. */
export async function listOffsets(
  cluster: KafkaCluster,
  { topic, partitions, at }: PositionsQuestion,
  signal: AbortSignal,
): Promise<readonly ListOffsetsPartitionResponse[]> {
  const timestamp = typeof at === 'number' ? at : TIMESTAMPS[at]
  return askLeaders(
    cluster,
    {
      topic,
      partitions: partitions.map((partition) => ({ partition })),
      ask: async (broker, led) => {
        const asked = led.map(({ partition }) => ({
          partitionIndex: partition,
          currentLeaderEpoch: ANY_EPOCH,
          timestamp,
        }))
        const request = { isolationLevel: READ_COMMITTED, topics: [{ name: topic, partitions: asked }] }
        const answer = await cluster.request(broker, LIST_OFFSETS, request, { signal })
        return answer.topics.flatMap((it) => it.partitions)
      },
      failed: (partitionIndex, errorCode) => ({
        partitionIndex,
        errorCode,
        timestamp: -1,
        offset: -1,
        leaderEpoch: -1,
      }),
    },
    signal,
  )
}

const TIMESTAMPS = { earliest: LIST_OFFSETS_TIMESTAMP.EARLIEST, latest: LIST_OFFSETS_TIMESTAMP.LATEST }

import type { KafkaCluster } from '../cluster.ts'
import { OFFSET_FETCH } from '../protocol/messages/offset-fetch.ts'
import type { OffsetFetchPartitionResponse, OffsetFetchResponse } from '../protocol/messages/offset-fetch.ts'
import { throwWhereRefused } from '../refused.ts'
import { askCoordinator } from './ask-coordinator.ts'

interface OffsetsQuestion {
  readonly group: string
  readonly topic: string
  /** `undefined`: all for which something is committed. */
  readonly partitions: readonly number[] | undefined
}

/** What a group has committed, asked from outside of it; offset -1 where it has nothing. Rejects with KafkaResponseError. */
export async function fetchOffsets(
  cluster: KafkaCluster,
  { group, topic, partitions }: OffsetsQuestion,
  signal: AbortSignal,
): Promise<readonly OffsetFetchPartitionResponse[]> {
  const topics = partitions === undefined ? undefined : [{ name: topic, partitionIndexes: partitions }]
  const request = { groupId: group, topics, requireStable: true }
  const answer = await askCoordinator(cluster, { group, api: OFFSET_FETCH, request, errorOf }, signal)
  throwWhereRefused(answer.errorCode, `read the offsets of group "${group}"`)
  return answer.topics.filter(({ name }) => name === topic).flatMap((it) => it.partitions)
}

function errorOf({ errorCode }: OffsetFetchResponse): number {
  return errorCode
}

import type { KafkaCluster } from '../cluster.ts'
import { OFFSET_COMMIT } from '../protocol/messages/offset-commit.ts'
import type { OffsetCommitPartition } from '../protocol/messages/offset-commit.ts'
import { askCoordinator } from './ask-coordinator.ts'

const NO_GENERATION = -1

interface OffsetsToCommit {
  readonly group: string
  readonly topic: string
  readonly partitions: readonly OffsetCommitPartition[]
}

/**
 * Commits offsets from outside of the group, which the coordinator accepts only while it has no members. Gives the error code of each
 * partition: some may be committed and others not.
 */
export async function commitOffsets(
  cluster: KafkaCluster,
  { group, topic, partitions }: OffsetsToCommit,
  signal: AbortSignal,
): Promise<readonly { readonly partitionIndex: number; readonly errorCode: number }[]> {
  const topics = [{ name: topic, partitions }]
  const outsider = { generationId: NO_GENERATION, memberId: '', groupInstanceId: undefined }
  const request = { groupId: group, ...outsider, topics }
  const answer = await askCoordinator(cluster, { group, api: OFFSET_COMMIT, request }, signal)
  return answer.topics.flatMap((it) => it.partitions)
}

import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'
import type { WireWriter } from '../wire-writer.ts'

export interface OffsetCommitRequest {
  readonly groupId: string
  /** -1: from no member, for which the group must be empty. */
  readonly generationId: number
  /** `''`: from no member. */
  readonly memberId: string
  readonly groupInstanceId: string | undefined
  readonly topics: readonly { readonly name: string; readonly partitions: readonly OffsetCommitPartition[] }[]
}

export interface OffsetCommitPartition {
  readonly partitionIndex: number
  readonly committedOffset: number
  /** -1: unknown. */
  readonly committedLeaderEpoch: number
  /** At most 4,096 characters by the brokers' default. */
  readonly committedMetadata: string | undefined
}

export interface OffsetCommitResponse {
  readonly throttleTimeMs: number
  readonly topics: readonly {
    readonly name: string
    readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: number }[]
  }[]
}

export const OFFSET_COMMIT: KafkaApi<OffsetCommitRequest, OffsetCommitResponse> = {
  name: 'OffsetCommit',
  key: 8,
  // From 9 on an absent group has another error; it brings nothing to members of classic groups.
  versions: [8],
  encode: (writer, request) => {
    writer.string(request.groupId).int32(request.generationId).string(request.memberId)
    writer.nullableString(request.groupInstanceId)
    writer.array(request.topics, (_, topic) => {
      writer.string(topic.name).array(topic.partitions, writePartition).noTags()
    })
    writer.noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), topics: reader.array(readTopic) }),
}

function writePartition(writer: WireWriter, partition: OffsetCommitPartition): void {
  writer.int32(partition.partitionIndex).int64(partition.committedOffset).int32(partition.committedLeaderEpoch)
  writer.nullableString(partition.committedMetadata).noTags()
}

function readTopic(reader: WireReader): OffsetCommitResponse['topics'][number] {
  const name = reader.string()
  const partitions = reader.array(() => {
    const partition = { partitionIndex: reader.int32(), errorCode: reader.int16() }
    reader.tags()
    return partition
  })
  reader.tags()
  return { name, partitions }
}

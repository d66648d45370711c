import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface OffsetFetchRequest {
  readonly groupId: string
  /** `undefined`: all that the group has committed. */
  readonly topics: readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[] | undefined
  /** Answer UNSTABLE_OFFSET_COMMIT instead of offsets that an open transaction may change. */
  readonly requireStable: boolean
}

export interface OffsetFetchResponse {
  readonly throttleTimeMs: number
  readonly topics: readonly { readonly name: string; readonly partitions: readonly OffsetFetchPartitionResponse[] }[]
  readonly errorCode: number
}

export interface OffsetFetchPartitionResponse {
  readonly partitionIndex: number
  /** -1: nothing is committed. */
  readonly committedOffset: number
  readonly committedLeaderEpoch: number
  readonly metadata: string | undefined
  readonly errorCode: number
}

export const OFFSET_FETCH: KafkaApi<OffsetFetchRequest, OffsetFetchResponse> = {
  name: 'OffsetFetch',
  key: 9,
  versions: [7],
  encode: (writer, request) => {
    writer.string(request.groupId)
    writer.nullableArray(request.topics, (_, topic) => {
      writer.string(topic.name).int32s(topic.partitionIndexes).noTags()
    })
    writer.boolean(request.requireStable).noTags()
  },
  decode: (reader) => ({
    throttleTimeMs: reader.int32(),
    topics: reader.array(readTopic),
    errorCode: reader.int16(),
  }),
}

function readTopic(reader: WireReader): OffsetFetchResponse['topics'][number] {
  const topic = { name: reader.string(), partitions: reader.array(readPartition) }
  reader.tags()
  return topic
}

function readPartition(reader: WireReader): OffsetFetchPartitionResponse {
  const partition = {
    partitionIndex: reader.int32(),
    committedOffset: reader.int64(),
    committedLeaderEpoch: reader.int32(),
    metadata: reader.nullableString(),
    errorCode: reader.int16(),
  }
  reader.tags()
  return partition
}

import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

/** What `timestamp` asks for besides a time. With isolation level 1 the latest is the last stable offset. */
export const LIST_OFFSETS_TIMESTAMP = { LATEST: -1, EARLIEST: -2 } as const

export interface ListOffsetsRequest {
  /** 0: all records, 1: those that are committed. */
  readonly isolationLevel: number
  readonly topics: readonly {
    readonly name: string
    readonly partitions: readonly {
      readonly partitionIndex: number
      /** -1: whatever it is. */
      readonly currentLeaderEpoch: number
      /** Milliseconds since 1970, or one of LIST_OFFSETS_TIMESTAMP. */
      readonly timestamp: number
    }[]
  }[]
}

export interface ListOffsetsResponse {
  readonly throttleTimeMs: number
  readonly topics: readonly { readonly name: string; readonly partitions: readonly ListOffsetsPartitionResponse[] }[]
}

export interface ListOffsetsPartitionResponse {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly timestamp: number
  /** -1 where no record is that young. */
  readonly offset: number
  readonly leaderEpoch: number
}

export const LIST_OFFSETS: KafkaApi<ListOffsetsRequest, ListOffsetsResponse> = {
  name: 'ListOffsets',
  key: 2,
  versions: [6, 7],
  encode: (writer, request) => {
    writer.int32(-1).int8(request.isolationLevel)
    writer.array(request.topics, (_, topic) => {
      writer.string(topic.name)
      writer.array(topic.partitions, (__, partition) => {
        writer.int32(partition.partitionIndex).int32(partition.currentLeaderEpoch).int64(partition.timestamp).noTags()
      })
      writer.noTags()
    })
    writer.noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), topics: reader.array(readTopic) }),
}

function readTopic(reader: WireReader): ListOffsetsResponse['topics'][number] {
  const topic = { name: reader.string(), partitions: reader.array(readPartition) }
  reader.tags()
  return topic
}

function readPartition(reader: WireReader): ListOffsetsPartitionResponse {
  const partition = {
    partitionIndex: reader.int32(),
    errorCode: reader.int16(),
    timestamp: reader.int64(),
    offset: reader.int64(),
    leaderEpoch: reader.int32(),
  }
  reader.tags()
  return partition
}

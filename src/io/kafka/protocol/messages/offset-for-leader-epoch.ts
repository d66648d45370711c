import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface OffsetForLeaderEpochRequest {
  readonly topics: readonly {
    readonly topic: string
    readonly partitions: readonly {
      readonly partition: number
      /** -1: whatever it is. */
      readonly currentLeaderEpoch: number
      readonly leaderEpoch: number
    }[]
  }[]
}

export interface OffsetForLeaderEpochResponse {
  readonly throttleTimeMs: number
  readonly topics: readonly { readonly topic: string; readonly partitions: readonly EpochEndOffset[] }[]
}

export interface EpochEndOffset {
  readonly errorCode: number
  readonly partition: number
  /** The highest epoch in the log that is not above the one asked for; -1: none. */
  readonly leaderEpoch: number
  /** The offset behind the last record of that epoch; -1: unknown. */
  readonly endOffset: number
}

export const OFFSET_FOR_LEADER_EPOCH: KafkaApi<OffsetForLeaderEpochRequest, OffsetForLeaderEpochResponse> = {
  name: 'OffsetForLeaderEpoch',
  key: 23,
  versions: [4],
  encode: (writer, request) => {
    writer.int32(-1)
    writer.array(request.topics, (_, topic) => {
      writer.string(topic.topic)
      writer.array(topic.partitions, (__, partition) => {
        writer.int32(partition.partition).int32(partition.currentLeaderEpoch).int32(partition.leaderEpoch).noTags()
      })
      writer.noTags()
    })
    writer.noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), topics: reader.array(readTopic) }),
}

function readTopic(reader: WireReader): OffsetForLeaderEpochResponse['topics'][number] {
  const topic = { topic: reader.string(), partitions: reader.array(readPartition) }
  reader.tags()
  return topic
}

function readPartition(reader: WireReader): EpochEndOffset {
  const partition = {
    errorCode: reader.int16(),
    partition: reader.int32(),
    leaderEpoch: reader.int32(),
    endOffset: reader.int64(),
  }
  reader.tags()
  return partition
}

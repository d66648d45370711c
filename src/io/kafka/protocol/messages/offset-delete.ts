import type { KafkaApi } from '../api.ts'

export interface OffsetDeleteRequest {
  readonly groupId: string
  readonly topics: readonly { readonly name: string; readonly partitionIndexes: readonly number[] }[]
}

export interface OffsetDeleteResponse {
  readonly errorCode: number
  readonly throttleTimeMs: number
  readonly topics: readonly {
    readonly name: string
    readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: number }[]
  }[]
}

export const OFFSET_DELETE: KafkaApi<OffsetDeleteRequest, OffsetDeleteResponse> = {
  name: 'OffsetDelete',
  key: 47,
  versions: [0],
  framing: 'classic',
  encode: (writer, request) => {
    writer.classicString(request.groupId)
    writer.classicArray(request.topics, (_, topic) => {
      writer.classicString(topic.name).classicArray(topic.partitionIndexes, (__, partition) => writer.int32(partition))
    })
  },
  decode: (reader) => ({
    errorCode: reader.int16(),
    throttleTimeMs: reader.int32(),
    topics: reader.classicArray(() => ({
      name: reader.classicString() ?? '',
      partitions: reader.classicArray(() => ({ partitionIndex: reader.int32(), errorCode: reader.int16() })),
    })),
  }),
}

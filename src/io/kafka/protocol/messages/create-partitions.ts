import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface CreatePartitionsRequest {
  /** `count`: partitions of the topic when it is done. */
  readonly topics: readonly { readonly name: string; readonly count: number }[]
  readonly timeoutMs: number
  readonly validateOnly: boolean
}

export interface CreatePartitionsResponse {
  readonly throttleTimeMs: number
  readonly results: readonly CreatePartitionsResult[]
}

export interface CreatePartitionsResult {
  readonly name: string
  readonly errorCode: number
  readonly errorMessage: string | undefined
}

export const CREATE_PARTITIONS: KafkaApi<CreatePartitionsRequest, CreatePartitionsResponse> = {
  name: 'CreatePartitions',
  key: 37,
  versions: [2, 3],
  encode: (writer, request) => {
    writer.array(request.topics, (_, topic) => {
      writer.string(topic.name).int32(topic.count)
      // No assignments: the brokers place the replicas.
      writer.nullableArray(undefined, () => {}).noTags()
    })
    writer.int32(request.timeoutMs).boolean(request.validateOnly).noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), results: reader.array(readResult) }),
}

function readResult(reader: WireReader): CreatePartitionsResult {
  const result = { name: reader.string(), errorCode: reader.int16(), errorMessage: reader.nullableString() }
  reader.tags()
  return result
}

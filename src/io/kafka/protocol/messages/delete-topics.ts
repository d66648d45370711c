import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface DeleteTopicsRequest {
  /** Each by its name, the id being zeros, or by its id, the name being undefined. */
  readonly topics: readonly { readonly name: string | undefined; readonly topicId: string }[]
  readonly timeoutMs: number
}

export interface DeleteTopicsResponse {
  readonly throttleTimeMs: number
  readonly responses: readonly DeletedTopic[]
}

export interface DeletedTopic {
  readonly name: string | undefined
  readonly topicId: string
  readonly errorCode: number
  readonly errorMessage: string | undefined
}

export const DELETE_TOPICS: KafkaApi<DeleteTopicsRequest, DeleteTopicsResponse> = {
  name: 'DeleteTopics',
  key: 20,
  versions: [6],
  encode: (writer, request) => {
    writer.array(request.topics, (_, topic) => writer.nullableString(topic.name).uuid(topic.topicId).noTags())
    writer.int32(request.timeoutMs).noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), responses: reader.array(readTopic) }),
}

function readTopic(reader: WireReader): DeletedTopic {
  const topic = {
    name: reader.nullableString(),
    topicId: reader.uuid(),
    errorCode: reader.int16(),
    errorMessage: reader.nullableString(),
  }
  reader.tags()
  return topic
}

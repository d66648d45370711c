import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface CreateTopicsRequest {
  readonly topics: readonly {
    readonly name: string
    /** -1: the brokers' default. */
    readonly numPartitions: number
    /** -1: the brokers' default. */
    readonly replicationFactor: number
    readonly configs: readonly { readonly name: string; readonly value: string | undefined }[]
  }[]
  readonly timeoutMs: number
  readonly validateOnly: boolean
}

export interface CreateTopicsResponse {
  readonly throttleTimeMs: number
  readonly topics: readonly CreatedTopic[]
}

export interface CreatedTopic {
  readonly name: string
  readonly topicId: string
  readonly errorCode: number
  readonly errorMessage: string | undefined
  readonly numPartitions: number
  readonly replicationFactor: number
}

export const CREATE_TOPICS: KafkaApi<CreateTopicsRequest, CreateTopicsResponse> = {
  name: 'CreateTopics',
  key: 19,
  versions: [7],
  encode: (writer, request) => {
    writer.array(request.topics, (_, topic) => {
      writer.string(topic.name).int32(topic.numPartitions).int16(topic.replicationFactor)
      // No assignments: the brokers place the replicas.
      writer.array([], () => {})
      writer.array(topic.configs, (__, { name, value }) => writer.string(name).nullableString(value).noTags())
      writer.noTags()
    })
    writer.int32(request.timeoutMs).boolean(request.validateOnly).noTags()
  },
  decode: (reader) => ({ throttleTimeMs: reader.int32(), topics: reader.array(readTopic) }),
}

function readTopic(reader: WireReader): CreatedTopic {
  const topic = {
    name: reader.string(),
    topicId: reader.uuid(),
    errorCode: reader.int16(),
    errorMessage: reader.nullableString(),
    numPartitions: reader.int32(),
    replicationFactor: reader.int16(),
  }
  reader.nullableArray(skipConfig)
  reader.tags()
  return topic
}

function skipConfig(reader: WireReader): void {
  reader.string()
  reader.nullableString()
  reader.boolean()
  reader.int8()
  reader.boolean()
  reader.tags()
}

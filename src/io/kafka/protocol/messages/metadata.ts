import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface MetadataRequest {
  /** `undefined`: all topics. */
  readonly topics: readonly { readonly topicId: string; readonly name: string | undefined }[] | undefined
  readonly allowAutoTopicCreation: boolean
}

export interface MetadataResponse {
  readonly throttleTimeMs: number
  readonly brokers: readonly MetadataBroker[]
  readonly clusterId: string | undefined
  readonly controllerId: number
  readonly topics: readonly MetadataTopic[]
}

export interface MetadataBroker {
  readonly nodeId: number
  readonly host: string
  readonly port: number
  readonly rack: string | undefined
}

export interface MetadataTopic {
  readonly errorCode: number
  readonly name: string | undefined
  readonly topicId: string
  readonly isInternal: boolean
  readonly partitions: readonly MetadataPartition[]
}

export interface MetadataPartition {
  readonly errorCode: number
  readonly partitionIndex: number
  readonly leaderId: number
  readonly leaderEpoch: number
  readonly replicaNodes: readonly number[]
  readonly isrNodes: readonly number[]
  readonly offlineReplicas: readonly number[]
}

export const METADATA: KafkaApi<MetadataRequest, MetadataResponse> = {
  name: 'Metadata',
  key: 3,
  versions: [10, 11, 12],
  encode: (writer, request, version) => {
    writer.nullableArray(request.topics, (_, topic) => writer.uuid(topic.topicId).nullableString(topic.name).noTags())
    writer.boolean(request.allowAutoTopicCreation)
    // Neither the cluster's nor the topics' authorized operations.
    if (version === 10) writer.boolean(false)
    writer.boolean(false).noTags()
  },
  decode: (reader) => ({
    throttleTimeMs: reader.int32(),
    brokers: reader.array(readBroker),
    clusterId: reader.nullableString(),
    controllerId: reader.int32(),
    topics: reader.array(readTopic),
  }),
}

function readBroker(reader: WireReader): MetadataBroker {
  const nodeId = reader.int32()
  const host = reader.string()
  const port = reader.int32()
  const rack = reader.nullableString()
  reader.tags()
  return { nodeId, host, port, rack }
}

function readTopic(reader: WireReader): MetadataTopic {
  const errorCode = reader.int16()
  const name = reader.nullableString()
  const topicId = reader.uuid()
  const isInternal = reader.boolean()
  const partitions = reader.array(readPartition)
  reader.int32()
  reader.tags()
  return { errorCode, name, topicId, isInternal, partitions }
}

function readPartition(reader: WireReader): MetadataPartition {
  const partition = {
    errorCode: reader.int16(),
    partitionIndex: reader.int32(),
    leaderId: reader.int32(),
    leaderEpoch: reader.int32(),
    replicaNodes: reader.int32s(),
    isrNodes: reader.int32s(),
    offlineReplicas: reader.int32s(),
  }
  reader.tags()
  return partition
}

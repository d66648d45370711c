import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'

export interface ProduceRequest {
  readonly transactionalId: string | undefined
  /** 1 or -1 (all replicas in sync). Not 0: then no answer would come. */
  readonly acks: number
  readonly timeoutMs: number
  readonly topicData: readonly {
    readonly name: string
    readonly partitionData: readonly { readonly index: number; readonly records: Uint8Array | undefined }[]
  }[]
}

export interface ProduceResponse {
  readonly responses: readonly {
    readonly name: string
    readonly partitionResponses: readonly ProducePartitionResponse[]
  }[]
  readonly throttleTimeMs: number
}

export interface ProducePartitionResponse {
  readonly index: number
  readonly errorCode: number
  readonly baseOffset: number
  readonly logAppendTimeMs: number
  readonly logStartOffset: number
  readonly errorMessage: string | undefined
}

export const PRODUCE: KafkaApi<ProduceRequest, ProduceResponse> = {
  name: 'Produce',
  key: 0,
  versions: [9],
  encode: (writer, request) => {
    writer.nullableString(request.transactionalId).int16(request.acks).int32(request.timeoutMs)
    writer.array(request.topicData, (_, topic) => {
      writer.string(topic.name)
      writer.array(topic.partitionData, (__, { index, records }) => writer.int32(index).nullableBytes(records).noTags())
      writer.noTags()
    })
    writer.noTags()
  },
  decode: (reader) => ({ responses: reader.array(readTopic), throttleTimeMs: reader.int32() }),
}

function readTopic(reader: WireReader): ProduceResponse['responses'][number] {
  const topic = { name: reader.string(), partitionResponses: reader.array(readPartition) }
  reader.tags()
  return topic
}

function readPartition(reader: WireReader): ProducePartitionResponse {
  const partition = {
    index: reader.int32(),
    errorCode: reader.int16(),
    baseOffset: reader.int64(),
    logAppendTimeMs: reader.int64(),
    logStartOffset: reader.int64(),
  }
  reader.array(skipRecordError)
  const errorMessage = reader.nullableString()
  reader.tags()
  return { ...partition, errorMessage }
}

function skipRecordError(reader: WireReader): void {
  reader.int32()
  reader.nullableString()
  reader.tags()
}

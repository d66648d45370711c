import type { KafkaApi } from '../api.ts'
import type { WireReader } from '../wire-reader.ts'
import type { WireWriter } from '../wire-writer.ts'
import { NO_UUID } from '../no-uuid.ts'

export interface FetchRequest {
  readonly maxWaitMs: number
  readonly minBytes: number
  readonly maxBytes: number
  /** 0: all records, 1: those that are committed. */
  readonly isolationLevel: number
  /** 0 and -1: no session. */
  readonly sessionId: number
  readonly sessionEpoch: number
  readonly topics: readonly FetchTopic[]
  readonly forgottenTopicsData: readonly FetchForgottenTopic[]
  readonly rackId: string
}

/** Version 12 sends the name, later ones the id. */
export interface FetchTopic {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly FetchPartition[]
}

export interface FetchPartition {
  readonly partition: number
  /** -1: whatever it is. */
  readonly currentLeaderEpoch: number
  readonly fetchOffset: number
  /** Epoch of the last record that was fetched, so that the broker can find a divergence; -1: not checked. */
  readonly lastFetchedEpoch: number
  readonly partitionMaxBytes: number
}

export interface FetchForgottenTopic {
  readonly topic: string
  readonly topicId: string
  readonly partitions: readonly number[]
}

export interface FetchResponse {
  readonly throttleTimeMs: number
  readonly errorCode: number
  readonly sessionId: number
  readonly responses: readonly FetchTopicResponse[]
}

export interface FetchTopicResponse {
  /** `''` where the answer names the topic by its id. */
  readonly topic: string
  /** Zeros where the answer names the topic by its name. */
  readonly topicId: string
  readonly partitions: readonly FetchPartitionResponse[]
}

export interface FetchPartitionResponse {
  readonly partitionIndex: number
  readonly errorCode: number
  readonly highWatermark: number
  readonly lastStableOffset: number
  readonly logStartOffset: number
  /** Where the log of the leader and what was fetched before part. */
  readonly divergingEpoch: { readonly epoch: number; readonly endOffset: number } | undefined
  readonly currentLeader: { readonly leaderId: number; readonly leaderEpoch: number } | undefined
  /** Absent under isolation level 0. */
  readonly abortedTransactions: readonly FetchAbortedTransaction[] | undefined
  /** Broker to read from instead, or -1. */
  readonly preferredReadReplica: number
  /** Record batches, the last one perhaps cut; over the memory of the answer. */
  readonly records: Buffer | undefined
}

export interface FetchAbortedTransaction {
  readonly producerId: number
  readonly firstOffset: number
}

const FIRST_VERSION_BY_ID = 13
const FIRST_VERSION_WITHOUT_REPLICA = 15

export const FETCH: KafkaApi<FetchRequest, FetchResponse> = {
  name: 'Fetch',
  key: 1,
  versions: [12, 13, 14, 15, 16],
  encode: (writer, request, version) => {
    if (version < FIRST_VERSION_WITHOUT_REPLICA) writer.int32(-1)
    writer.int32(request.maxWaitMs).int32(request.minBytes).int32(request.maxBytes)
    writer.int8(request.isolationLevel).int32(request.sessionId).int32(request.sessionEpoch)
    writer.array(request.topics, (_, topic) => {
      writeName(writer, topic, version).array(topic.partitions, writePartition).noTags()
    })
    writer.array(request.forgottenTopicsData, (_, topic) => {
      writeName(writer, topic, version).int32s(topic.partitions).noTags()
    })
    writer.string(request.rackId).noTags()
  },
  decode: (reader, version) => ({
    throttleTimeMs: reader.int32(),
    errorCode: reader.int16(),
    sessionId: reader.int32(),
    responses: reader.array(() => readTopic(reader, version)),
  }),
}

function writeName(
  writer: WireWriter,
  topic: { readonly topic: string; readonly topicId: string },
  version: number,
): WireWriter {
  return version < FIRST_VERSION_BY_ID ? writer.string(topic.topic) : writer.uuid(topic.topicId)
}

function writePartition(writer: WireWriter, partition: FetchPartition): void {
  writer.int32(partition.partition).int32(partition.currentLeaderEpoch).int64(partition.fetchOffset)
  // The start of the log is sent by followers only.
  writer.int32(partition.lastFetchedEpoch).int64(-1).int32(partition.partitionMaxBytes).noTags()
}

function readTopic(reader: WireReader, version: number): FetchTopicResponse {
  const isByName = version < FIRST_VERSION_BY_ID
  const topic = isByName ? reader.string() : ''
  const topicId = isByName ? NO_UUID : reader.uuid()
  const partitions = reader.array(readPartition)
  reader.tags()
  return { topic, topicId, partitions }
}

/** An answer lists every partition that was asked for, most without records: a copy only where there are hints. */
function readPartition(reader: WireReader): FetchPartitionResponse {
  const partition = {
    partitionIndex: reader.int32(),
    errorCode: reader.int16(),
    highWatermark: reader.int64(),
    lastStableOffset: reader.int64(),
    logStartOffset: reader.int64(),
    divergingEpoch: undefined,
    currentLeader: undefined,
    abortedTransactions: reader.nullableArray(readAbortedTransaction),
    preferredReadReplica: reader.int32(),
    records: reader.nullableBytes(),
  }
  const hints = readHints(reader)
  return hints === undefined ? partition : { ...partition, ...hints }
}

type Hints = Partial<Pick<FetchPartitionResponse, 'divergingEpoch' | 'currentLeader'>>

function readHints(reader: WireReader): Hints | undefined {
  let hints: Hints | undefined
  reader.tags((tag, field) => {
    if (tag === 0) hints = { ...hints, divergingEpoch: { epoch: field.int32(), endOffset: field.int64() } }
    if (tag === 1) hints = { ...hints, currentLeader: { leaderId: field.int32(), leaderEpoch: field.int32() } }
  })
  return hints
}

function readAbortedTransaction(reader: WireReader): FetchAbortedTransaction {
  const transaction = { producerId: reader.int64(), firstOffset: reader.int64() }
  reader.tags()
  return transaction
}

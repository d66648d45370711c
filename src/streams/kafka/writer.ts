import type { KafkaCluster, TopicMetadata } from '../../io/kafka/cluster.ts'
import { KafkaConnectError } from '../../io/kafka/errors.ts'
import { KAFKA_ERROR } from '../../io/kafka/protocol/error-codes.ts'
import { PRODUCE } from '../../io/kafka/protocol/messages/produce.ts'
import { encodeRecordBatch } from '../../io/kafka/records/encode-batch.ts'
import type { NewRecord } from '../../io/kafka/records/encode-batch.ts'
import { partitionOfKey } from '../../io/kafka/records/murmur2.ts'
import { throwWhereRefused } from '../../io/kafka/refused.ts'
import type { Clock } from '../../model/clock.ts'
import type { EventWriter, NewEvent } from '../../model/event-writer.ts'
import { explained } from './explain-failure.ts'
import { topicAbsent } from './topic-absent.ts'

export interface WriterDeps {
  readonly cluster: KafkaCluster
  readonly clock: Clock
  readonly topic: string
  readonly requestTimeoutMs: number
}

/** Bytes of values in one batch: below `max.message.bytes` of any broker. */
const BATCH_BYTES = 512 * 1024
const ALL_IN_SYNC = -1
const ATTEMPTS = 60
const PAUSE_MS = 500

/** Writes events as a producer with `acks=all` does; a key goes where the Java client puts it. */
export class KafkaWriter implements EventWriter {
  readonly #deps: WriterDeps

  constructor(deps: WriterDeps) {
    this.#deps = deps
  }

  async append(events: readonly NewEvent[], signal: AbortSignal): Promise<void> {
    const { topic: name, cluster } = this.#deps
    await explained(name, async () => {
      const topic = await cluster.topic(name, { signal })
      if (topic === undefined) throw topicAbsent(name)
      const sent = byPartition(events, topic.partitions.length).map(([partition, records]) =>
        this.#appendTo(partition, records, signal),
      )
      // All are over before the next call begins, so that the order of a key holds.
      const ended = await Promise.allSettled(sent)
      for (const each of ended) if (each.status === 'rejected') throw each.reason
    })
  }

  async close(): Promise<void> {
    await this.#deps.cluster.close()
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close()
  }

  async #appendTo(partition: number, records: readonly NewRecord[], signal: AbortSignal): Promise<void> {
    for (const batch of batches(records)) {
      await this.#send(partition, encodeRecordBatch(batch, this.#deps.clock.now()), signal)
    }
  }

  /** Tries again only where nothing can have been appended: else events would be there twice. */
  async #send(partition: number, records: Uint8Array, signal: AbortSignal): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      const code = await this.#try({ partition, records, fresh: attempt > 1 }, signal)
      if (code === KAFKA_ERROR.NONE) return
      const action = `append to partition ${partition} of topic "${this.#deps.topic}"`
      if (attempt === ATTEMPTS || !NOTHING_APPENDED.has(code)) throwWhereRefused(code, action)
      await this.#deps.clock.sleep(PAUSE_MS, signal)
    }
  }

  async #try(
    {
      partition,
      records,
      fresh,
    }: { readonly partition: number; readonly records: Uint8Array; readonly fresh: boolean },
    signal: AbortSignal,
  ): Promise<number> {
    const { cluster, topic: name, requestTimeoutMs: timeoutMs } = this.#deps
    try {
      const leader = leaderOf(await cluster.topic(name, { signal, fresh }), partition)
      if (leader < 0) return KAFKA_ERROR.LEADER_NOT_AVAILABLE
      const topicData = [{ name, partitionData: [{ index: partition, records }] }]
      const request = { transactionalId: undefined, acks: ALL_IN_SYNC, timeoutMs, topicData }
      const { responses } = await cluster.request(leader, PRODUCE, request, { signal })
      return responses[0]?.partitionResponses[0]?.errorCode ?? KAFKA_ERROR.UNKNOWN_SERVER_ERROR
    } catch (error) {
      if (error instanceof KafkaConnectError && error.reason === 'unreachable') return KAFKA_ERROR.BROKER_NOT_AVAILABLE
      throw error
    }
  }
}

const NOTHING_APPENDED: ReadonlySet<number> = new Set([
  KAFKA_ERROR.BROKER_NOT_AVAILABLE,
  KAFKA_ERROR.LEADER_NOT_AVAILABLE,
  KAFKA_ERROR.NOT_LEADER_OR_FOLLOWER,
  KAFKA_ERROR.NOT_ENOUGH_REPLICAS,
  KAFKA_ERROR.KAFKA_STORAGE_ERROR,
  KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION,
])

function leaderOf(topic: TopicMetadata | undefined, partition: number): number {
  return topic?.partitions[partition]?.leader ?? -1
}

function byPartition(
  events: readonly NewEvent[],
  partitions: number,
): readonly (readonly [number, readonly NewRecord[]])[] {
  const records = new Map<number, NewRecord[]>()
  for (const { key: text, value } of events) {
    const key = Buffer.from(text)
    const partition = partitionOfKey(key, partitions)
    const record = { key, value: Buffer.from(value) }
    const list = records.get(partition)
    if (list === undefined) records.set(partition, [record])
    else list.push(record)
  }
  return [...records]
}

function* batches(records: readonly NewRecord[]): Generator<readonly NewRecord[]> {
  let batch: NewRecord[] = []
  let bytes = 0
  for (const record of records) {
    if (bytes > 0 && bytes + record.value.length > BATCH_BYTES) {
      yield batch
      batch = []
      bytes = 0
    }
    batch.push(record)
    bytes += record.value.length
  }
  if (batch.length > 0) yield batch
}

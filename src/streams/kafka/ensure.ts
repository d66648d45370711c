import { createPartitions } from '../../io/kafka/admin/create-partitions.ts'
import { createTopic } from '../../io/kafka/admin/create-topic.ts'
import { deleteTopic } from '../../io/kafka/admin/delete-topic.ts'
import type { TopicMetadata } from '../../io/kafka/cluster.ts'
import { KafkaResponseError } from '../../io/kafka/errors.ts'
import { KAFKA_ERROR } from '../../io/kafka/protocol/error-codes.ts'
import type { EnsuredStream } from '../../model/stream.ts'
import { describeTopic } from './describe.ts'
import type { DescribeDeps } from './describe.ts'
import { BROKERS_UNREACHABLE, TOPIC_PARTITIONS_LOWERED } from './diagnostics.ts'
import { problem } from './problem.ts'
import type { TopicToMake } from './settings.ts'

/** What was made is known to all brokers within moments. */
const SETTLE_MS = 30_000
const LOOK_AGAIN_MS = 50

/** The topic exists, with at least the partitions that were asked for. Without `wanted` it must exist. Idempotent. */
export async function ensureTopic(
  deps: DescribeDeps,
  wanted: TopicToMake | undefined,
  signal: AbortSignal,
): Promise<EnsuredStream> {
  const made = wanted === undefined ? undefined : await makeTopic(deps, wanted, signal)
  const description = await describeTopic(deps, signal)
  return made === undefined ? description : { ...description, made }
}

/** Deletes the topic with the id `made`, and no other one of its name. */
export async function removeTopic({ cluster }: DescribeDeps, made: string, signal: AbortSignal): Promise<void> {
  await unless(
    [KAFKA_ERROR.UNKNOWN_TOPIC_ID, KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION],
    deleteTopic(cluster, made, signal),
  )
}

/** Gives the topic's id where this made it. */
async function makeTopic(deps: DescribeDeps, wanted: TopicToMake, signal: AbortSignal): Promise<string | undefined> {
  const { cluster, topic } = deps
  const found = await cluster.topic(topic.name, { signal, fresh: true })
  const toMake = { name: topic.name, ...wanted }
  const made =
    found === undefined
      ? await unless([KAFKA_ERROR.TOPIC_ALREADY_EXISTS], createTopic(cluster, toMake, signal))
      : undefined
  const { partitions } = found ?? (await settled(deps, 1, signal))
  if (partitions.length > wanted.partitions) throw lowered(topic.name, partitions.length, wanted.partitions)
  if (partitions.length < wanted.partitions) {
    const raised = createPartitions(cluster, { name: topic.name, count: wanted.partitions }, signal)
    await unless([KAFKA_ERROR.INVALID_PARTITIONS], raised)
  }
  await settled(deps, wanted.partitions, signal)
  return made
}

/** Waits until the brokers report so many partitions, each with a leader. */
async function settled(
  { cluster, clock, topic }: DescribeDeps,
  partitions: number,
  signal: AbortSignal,
): Promise<TopicMetadata> {
  const deadline = clock.monotonic() + SETTLE_MS
  for (;;) {
    const found = await cluster.topic(topic.name, { signal, fresh: true })
    const led = found?.partitions.filter(({ leader }) => leader >= 0) ?? []
    if (found !== undefined && led.length >= partitions && led.length === found.partitions.length) return found
    if (clock.monotonic() > deadline) throw unsettled(topic.name)
    await clock.sleep(LOOK_AGAIN_MS, signal)
  }
}

async function unless<T>(codes: readonly number[], attempt: Promise<T>): Promise<T | undefined> {
  try {
    return await attempt
  } catch (error) {
    if (error instanceof KafkaResponseError && codes.includes(error.code)) return undefined
    throw error
  }
}

function lowered(topic: string, present: number, wanted: number): Error {
  const detail = `The topic "${topic}" has ${present} partitions, but "partitions" of "create_topic" says ${wanted}. Partitions are never removed. Write partitions = ${present} or more.`
  return problem(TOPIC_PARTITIONS_LOWERED, detail)
}

function unsettled(topic: string): Error {
  const detail = `The partitions of the topic "${topic}" have no leaders after ${SETTLE_MS / 1000} seconds. Look at the brokers, and apply again.`
  return problem(BROKERS_UNREACHABLE, detail, { mayPass: true })
}

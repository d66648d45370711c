import { setTimeout } from 'node:timers/promises'
import type { KafkaCluster, TopicMetadata } from '../cluster.ts'

const LOOK_AGAIN_MS = 50
const PATIENCE_MS = 15_000

interface Expectation {
  readonly name: string
  readonly isMet: (topic: TopicMetadata | undefined) => boolean
}

/** Waits until a change, which the controller has made already, is known where we ask; for a while only, since we may not be allowed to see it. */
export async function awaitTopic(
  cluster: KafkaCluster,
  { name, isMet }: Expectation,
  signal: AbortSignal,
): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  while (!isMet(await cluster.topic(name, { signal, fresh: true })) && performance.now() < end)
    await setTimeout(LOOK_AGAIN_MS, undefined, { signal })
}

/** Whether all partitions have leaders, and there are so many at least. */
export function isLed(topic: TopicMetadata | undefined, partitions: number): boolean {
  return topic !== undefined && topic.partitions.length >= partitions && topic.partitions.every((it) => it.leader >= 0)
}

import { setTimeout } from 'node:timers/promises'
import type { KafkaCluster } from '../cluster.ts'
import { KafkaResponseError } from '../errors.ts'
import type { KafkaApi } from '../protocol/api.ts'
import { KAFKA_ERROR } from '../protocol/error-codes.ts'

interface GroupCall<Q, R> {
  readonly group: string
  readonly api: KafkaApi<Q, R>
  readonly request: Q
  /** The code by which the answer says that the coordinator is elsewhere or not ready: then it is asked again. Absent: never. */
  readonly errorOf?: (answer: R) => number | undefined
}

const LOOK_AGAIN_MS = 100
const PATIENCE_MS = 15_000

const NOT_READY: readonly number[] = [
  KAFKA_ERROR.COORDINATOR_LOAD_IN_PROGRESS,
  KAFKA_ERROR.COORDINATOR_NOT_AVAILABLE,
  KAFKA_ERROR.NOT_COORDINATOR,
]

/**
 * The answer of the broker that keeps the group, looked up again. A group that is moving, or a cluster that has had none yet, is given
 * some time. Rejects with KafkaResponseError when there is no coordinator then.
 */
export async function askCoordinator<Q, R>(
  cluster: KafkaCluster,
  call: GroupCall<Q, R>,
  signal: AbortSignal,
): Promise<R> {
  const end = performance.now() + PATIENCE_MS
  for (;;) {
    const isLast = performance.now() >= end
    const coordinator = await findCoordinator(cluster, call.group, { signal, isLast })
    if (coordinator !== undefined) {
      const answer = await cluster.request(coordinator, call.api, call.request, { signal })
      if (isLast || !NOT_READY.includes(call.errorOf?.(answer) ?? KAFKA_ERROR.NONE)) return answer
    }
    await setTimeout(LOOK_AGAIN_MS, undefined, { signal })
  }
}

async function findCoordinator(
  cluster: KafkaCluster,
  group: string,
  { signal, isLast }: { readonly signal: AbortSignal; readonly isLast: boolean },
): Promise<number | undefined> {
  try {
    return await cluster.coordinator(group, { signal, fresh: true })
  } catch (error) {
    if (!isLast && error instanceof KafkaResponseError && NOT_READY.includes(error.code)) return undefined
    throw error
  }
}

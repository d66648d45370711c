import type { KafkaCluster } from '../cluster.ts'
import type { KafkaApi } from '../protocol/api.ts'

interface GroupCall<Q, R> {
  readonly group: string
  readonly api: KafkaApi<Q, R>
  readonly request: Q
}

/** The answer of the broker that keeps the group, looked up anew. Rejects with KafkaResponseError when there is none now. */
export async function askCoordinator<Q, R>(
  cluster: KafkaCluster,
  { group, api, request }: GroupCall<Q, R>,
  signal: AbortSignal,
): Promise<R> {
  const coordinator = await cluster.coordinator(group, { signal, fresh: true })
  return cluster.request(coordinator, api, request, { signal })
}

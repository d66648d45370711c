import type { KafkaCluster } from '../cluster.ts'
import type { KafkaApi } from '../protocol/api.ts'
import { METADATA } from '../protocol/messages/metadata.ts'

/** The answer of the broker that topics are made and removed through. */
export async function askController<Q, R>(
  cluster: KafkaCluster,
  call: { readonly api: KafkaApi<Q, R>; readonly request: Q },
  signal: AbortSignal,
): Promise<R> {
  const nothing = { topics: [], allowAutoTopicCreation: false }
  const { controllerId } = await cluster.requestAny(METADATA, nothing, { signal })
  return cluster.request(controllerId, call.api, call.request, { signal })
}

import type { KafkaCluster } from '../cluster.ts'
import { KAFKA_ERROR } from '../protocol/error-codes.ts'
import { DELETE_GROUPS } from '../protocol/messages/delete-groups.ts'
import type { DeleteGroupsResponse } from '../protocol/messages/delete-groups.ts'
import { throwWhereRefused } from '../refused.ts'
import { askCoordinator } from './ask-coordinator.ts'

/** Removes a group and all its offsets. Rejects with KafkaResponseError: NON_EMPTY_GROUP, GROUP_ID_NOT_FOUND and others. */
export async function deleteGroup(cluster: KafkaCluster, group: string, signal: AbortSignal): Promise<void> {
  const call = { group, api: DELETE_GROUPS, request: { groupsNames: [group] }, errorOf }
  const [result] = (await askCoordinator(cluster, call, signal)).results
  throwWhereRefused(result?.errorCode ?? KAFKA_ERROR.UNKNOWN_SERVER_ERROR, `delete group "${group}"`)
}

function errorOf({ results }: DeleteGroupsResponse): number | undefined {
  return results[0]?.errorCode
}

import type { KafkaCluster } from '../cluster.ts'
import { KAFKA_ERROR } from '../protocol/error-codes.ts'
import { DESCRIBE_GROUPS } from '../protocol/messages/describe-groups.ts'
import type { DescribeGroupsResponse, DescribedGroup } from '../protocol/messages/describe-groups.ts'
import { refused, throwWhereRefused } from '../refused.ts'
import { askCoordinator } from './ask-coordinator.ts'

/** State and members; state `Dead` for a group that is not there. Rejects with KafkaResponseError. */
export async function describeGroup(
  cluster: KafkaCluster,
  group: string,
  signal: AbortSignal,
): Promise<DescribedGroup> {
  const call = { group, api: DESCRIBE_GROUPS, request: { groups: [group] }, errorOf }
  const [found] = (await askCoordinator(cluster, call, signal)).groups
  const action = `describe group "${group}"`
  if (found === undefined) throw refused(KAFKA_ERROR.UNKNOWN_SERVER_ERROR, action)
  throwWhereRefused(found.errorCode, action)
  return found
}

function errorOf({ groups }: DescribeGroupsResponse): number | undefined {
  return groups[0]?.errorCode
}

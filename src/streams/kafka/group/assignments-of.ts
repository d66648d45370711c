import type { JoinGroupMember, JoinGroupResponse } from '../../../io/kafka/protocol/messages/join-group.ts'
import type { MemberClaim } from './assign-partitions.ts'
import { assignPartitions } from './assign-partitions.ts'
import type { Subscription } from './consumer-protocol.ts'
import { readSubscription, writeAssignment } from './consumer-protocol.ts'

/** What the leader sends to each member; nothing from those that do not lead. */
export function assignmentsOf(
  { leader, memberId, members, skipAssignment }: JoinGroupResponse,
  { topic, partitionCount }: { readonly topic: string; readonly partitionCount: number },
): readonly { readonly memberId: string; readonly assignment: Uint8Array }[] {
  if (leader !== memberId || skipAssignment) return []
  const subscriptions = members.map((member) => ({ member: member.memberId, ...subscriptionOf(member) }))
  // Brokers learn of new partitions at different times: who sees most is right, since there are never fewer.
  const count = Math.max(partitionCount, ...subscriptions.map(({ partitions }) => partitions))
  const claims = subscriptions.map(({ member, owned, generation }): MemberClaim => ({ member, owned, generation }))
  const assigned = [...assignPartitions(claims, count)]
  return assigned.map(([member, partitions]) => ({
    memberId: member,
    assignment: writeAssignment(topic, { partitions, partitionCount: count }),
  }))
}

/** One that cannot be read claims nothing. */
function subscriptionOf({ metadata }: JoinGroupMember): Pick<Subscription, 'owned' | 'generation' | 'partitions'> {
  try {
    return readSubscription(metadata)
  } catch {
    return { owned: [], generation: -1, partitions: 0 }
  }
}

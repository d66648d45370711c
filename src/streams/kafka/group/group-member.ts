import type { KafkaCluster } from '../../../io/kafka/cluster.ts'
import { KafkaResponseError } from '../../../io/kafka/errors.ts'
import type { KafkaApi } from '../../../io/kafka/protocol/api.ts'
import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import type { JoinGroupResponse, JoinGroupMember } from '../../../io/kafka/protocol/messages/join-group.ts'
import { JOIN_GROUP } from '../../../io/kafka/protocol/messages/join-group.ts'
import { LEAVE_GROUP } from '../../../io/kafka/protocol/messages/leave-group.ts'
import { SYNC_GROUP } from '../../../io/kafka/protocol/messages/sync-group.ts'
import type { Clock } from '../../../model/clock.ts'
import type { Assignment, Subscription } from './consumer-protocol.ts'
import { readAssignment, writeSubscription, readSubscription, writeAssignment } from './consumer-protocol.ts'
import type { CoordinatorLink } from './coordinator-link.ts'
import { groupProblem } from './group-problems.ts'
import type { GroupSettings } from './group-settings.ts'
import { protocolName } from './group-settings.ts'
import type { MemberClaim } from './assign-partitions.ts'
import { assignPartitions } from './assign-partitions.ts'

/** What a member needs besides its settings. */
export interface GroupDeps {
  readonly cluster: Pick<KafkaCluster, 'topic'>
  readonly link: CoordinatorLink
  readonly clock: Clock
}

/** A membership with the assignment that it came with: the two go into every commit together. */
export interface Joined {
  readonly memberId: string
  readonly generation: number
  /** Ascending. */
  readonly partitions: readonly number[]
  /** Partitions of the topic that were shared out: more than these were added since. */
  readonly partitionCount: number
}

export interface JoinOptions {
  readonly signal: AbortSignal
  readonly onWait?: ((why: string) => void) | undefined
}

const PROTOCOL_TYPE = 'consumer'
/** A join that takes longer than this waits for other members. */
const NOTICE_MS = 1000

/** One member of a group by Kafka's classic protocol. Its id lives in this object only (engine/PROTOCOL.md, rule 6). */
export class GroupMember {
  readonly #settings: GroupSettings
  readonly #deps: GroupDeps
  #id = ''
  #owned: readonly number[] = []
  #generation = -1

  constructor(settings: GroupSettings, deps: GroupDeps) {
    this.#settings = settings
    this.#deps = deps
  }

  /** Waits for a generation. Rejects with a DiagnosedError where retrying cannot help, else with an error worth another try. */
  async join(options: JoinOptions): Promise<Joined> {
    if (this.#settings.instanceId !== undefined) this.#id = ''
    try {
      for (;;) {
        const joined = await this.#attempt(options)
        if (joined !== undefined) return joined
      }
    } catch (error) {
      // A join that is still open would block whatever comes after it.
      this.#deps.link.disconnect()
      throw error
    }
  }

  /** Leaves for good: the next join is a new member's. A static member only forgets its id, so that it may come back. */
  async leave(reason: string): Promise<void> {
    if (this.#settings.instanceId === undefined) await this.#leave(reason)
    this.#id = ''
  }

  async #leave(reason: string): Promise<void> {
    const { group, instanceId, requestTimeoutMs } = this.#settings
    const memberId = this.#id
    this.#id = ''
    if (memberId === '') return
    const members = [{ memberId, groupInstanceId: instanceId, reason }]
    const connection = await this.#deps.link.open()
    const options = { timeoutMs: Math.min(LEAVE_MS, requestTimeoutMs) }
    const { errorCode } = await connection.request(LEAVE_GROUP, { groupId: group, members }, options)
    if (errorCode !== KAFKA_ERROR.NONE) throw this.#failure('leave', errorCode)
  }

  /** One round of join and sync; nothing where the group wants another one. */
  async #attempt(options: JoinOptions): Promise<Joined | undefined> {
    options.signal.throwIfAborted()
    const partitionCount = await this.countPartitions(options.signal)
    const answer = await this.#join(partitionCount, options)
    if (answer.errorCode !== KAFKA_ERROR.NONE) return this.#afterRefusal('join', answer)
    this.#id = answer.memberId
    const assignments = assignmentsOf(answer, { topic: this.#settings.topic, partitionCount })
    const synced = await this.#sync(answer, assignments, options)
    if (synced.errorCode !== KAFKA_ERROR.NONE) return this.#afterRefusal('sync', synced)
    const assigned = readAssignment(synced.assignment, this.#settings.topic)
    this.#owned = assigned.partitions
    this.#generation = answer.generationId
    if (await this.#mustShareAnew(partitionCount, assigned)) return undefined
    return { memberId: answer.memberId, generation: answer.generationId, ...assigned }
  }

  /** A static member that comes back gets the assignment that was: partitions that were added since are in nobody's. */
  async #mustShareAnew(seen: number, assigned: Assignment): Promise<boolean> {
    if (this.#settings.instanceId === undefined || seen <= assigned.partitionCount) return false
    await this.#leave('partitions were added')
    return true
  }

  /** Partitions of the topic now; none where it cannot be seen, which the stream's description reports. */
  async countPartitions(signal: AbortSignal): Promise<number> {
    const topic = await this.#deps.cluster.topic(this.#settings.topic, { signal, fresh: true })
    return topic?.partitions.length ?? 0
  }

  #join(partitions: number, options: JoinOptions): Promise<JoinGroupResponse> {
    const { group, topic, sessionTimeoutMs, rebalanceTimeoutMs, instanceId } = this.#settings
    const metadata = writeSubscription({ topic, owned: this.#owned, generation: this.#generation, partitions })
    const request = {
      groupId: group,
      sessionTimeoutMs,
      rebalanceTimeoutMs,
      memberId: this.#id,
      groupInstanceId: instanceId,
      protocolType: PROTOCOL_TYPE,
      protocols: [{ name: protocolName(this.#settings), metadata }],
      reason: undefined,
    }
    const why = `the other members of group "${group}" have to finish first`
    return this.#await({ api: JOIN_GROUP, request, why }, options)
  }

  #sync(
    { generationId, memberId }: JoinGroupResponse,
    assignments: readonly { readonly memberId: string; readonly assignment: Uint8Array }[],
    options: JoinOptions,
  ) {
    const { group, instanceId } = this.#settings
    const request = {
      groupId: group,
      generationId,
      memberId,
      groupInstanceId: instanceId,
      protocolType: PROTOCOL_TYPE,
      protocolName: protocolName(this.#settings),
      assignments,
    }
    return this.#await({ api: SYNC_GROUP, request, why: `group "${group}" is being assigned its partitions` }, options)
  }

  /** A request whose answer may take as long as the slowest member; reports why when it does. */
  async #await<Q, R>(
    { api, request, why }: { readonly api: KafkaApi<Q, R>; readonly request: Q; readonly why: string },
    { signal, onWait }: JoinOptions,
  ): Promise<R> {
    const { rebalanceTimeoutMs, requestTimeoutMs } = this.#settings
    const { link, clock } = this.#deps
    const answered = new AbortController()
    clock.sleep(NOTICE_MS, answered.signal).then(
      () => onWait?.(why),
      () => undefined,
    )
    try {
      const connection = await link.open(signal)
      return await connection.request(api, request, { signal, timeoutMs: rebalanceTimeoutMs + requestTimeoutMs })
    } finally {
      answered.abort()
    }
  }

  #afterRefusal(what: string, answer: { readonly errorCode: number; readonly memberId?: string }): undefined {
    switch (answer.errorCode) {
      case KAFKA_ERROR.MEMBER_ID_REQUIRED:
        this.#id = answer.memberId ?? ''
        return undefined
      case KAFKA_ERROR.UNKNOWN_MEMBER_ID:
        this.#id = ''
        return undefined
      case KAFKA_ERROR.REBALANCE_IN_PROGRESS:
      case KAFKA_ERROR.ILLEGAL_GENERATION:
        return undefined
      default:
        throw this.#failure(what, answer.errorCode)
    }
  }

  #failure(what: string, code: number): Error {
    const codeName = errorName(code)
    const message = `Cannot ${what} group "${this.#settings.group}": ${codeName}`
    return groupProblem(code, this.#settings) ?? new KafkaResponseError({ code, codeName }, message)
  }
}

/** Leaving is a courtesy: the session time-out does it too. */
const LEAVE_MS = 5000

/** What the leader sends to each member; nothing from those that do not lead. */
function assignmentsOf(
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

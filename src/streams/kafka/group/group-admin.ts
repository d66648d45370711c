import { askCoordinator } from '../../../io/kafka/admin/ask-coordinator.ts'
import { commitOffsets } from '../../../io/kafka/admin/commit-offsets.ts'
import { deleteGroup } from '../../../io/kafka/admin/delete-group.ts'
import { describeGroup } from '../../../io/kafka/admin/describe-group.ts'
import type { KafkaCluster } from '../../../io/kafka/cluster.ts'
import { KafkaResponseError } from '../../../io/kafka/errors.ts'
import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import { DESCRIBE_CONFIGS } from '../../../io/kafka/protocol/messages/describe-configs.ts'
import { OFFSET_DELETE } from '../../../io/kafka/protocol/messages/offset-delete.ts'
import { OFFSET_FETCH } from '../../../io/kafka/protocol/messages/offset-fetch.ts'
import type { OffsetFetchResponse } from '../../../io/kafka/protocol/messages/offset-fetch.ts'
import { throwWhereRefused } from '../../../io/kafka/refused.ts'
import type { Clock } from '../../../model/clock.ts'
import type { LedgerEntries } from '../../../model/ledger.ts'
import { commitOf } from '../committed-entry.ts'
import { fetchRequest } from './fetched-entries.ts'
import { groupProblem } from './group-problems.ts'
import type { GroupSettings } from './group-settings.ts'

export interface GroupAdminDeps {
  readonly cluster: KafkaCluster
  readonly clock: Clock
  readonly settings: GroupSettings
}

/** Answers that are over soon: the coordinator moves, or reads what it has to know. */
const PASSING: ReadonlySet<number> = new Set([
  KAFKA_ERROR.NOT_COORDINATOR,
  KAFKA_ERROR.COORDINATOR_NOT_AVAILABLE,
  KAFKA_ERROR.COORDINATOR_LOAD_IN_PROGRESS,
])
const ATTEMPTS = 20
const PAUSE_MS = 500
/** As DescribeConfigs counts kinds of resources. */
const BROKER = 4

/** A consumer group seen from outside. Rejects with DiagnosedError for what only a person can fix, else with KafkaResponseError. */
export class GroupAdmin {
  readonly #deps: GroupAdminDeps

  constructor(deps: GroupAdminDeps) {
    this.#deps = deps
  }

  /** Whether nobody is a member; also where there is no such group. */
  async isEmpty(signal: AbortSignal): Promise<boolean> {
    const { cluster, settings } = this.#deps
    const { groupState } = await this.#persist(() => describeGroup(cluster, settings.group, signal), signal)
    return NOBODY.has(groupState)
  }

  /** All that the group has committed, also for other topics. */
  fetch(signal: AbortSignal): Promise<OffsetFetchResponse> {
    const { cluster, settings } = this.#deps
    const call = { group: settings.group, api: OFFSET_FETCH, request: fetchRequest(settings) }
    return this.#persist(async () => {
      const answer = await askCoordinator(cluster, call, signal)
      throwWhereRefused(answer.errorCode, `read the offsets of group "${settings.group}"`)
      return answer
    }, signal)
  }

  /** Commits without membership: brokers accept it only while the group has no members. The error of each partition. */
  async commit(entries: LedgerEntries, signal: AbortSignal): Promise<readonly number[]> {
    const { cluster, settings } = this.#deps
    const { group, topic } = settings
    const partitions = [...entries].map(([partitionIndex, entry]) => ({ partitionIndex, ...commitOf(entry) }))
    const answers = await commitOffsets(cluster, { group, topic, partitions }, signal)
    return answers.map(({ errorCode }) => errorCode)
  }

  /** Removes the group with everything in it. */
  delete(signal: AbortSignal): Promise<void> {
    const { cluster, settings } = this.#deps
    return this.#persist(() => deleteGroup(cluster, settings.group, signal), signal)
  }

  /** Takes away the offsets of this topic alone. */
  deleteOffsets(partitionIndexes: readonly number[], signal: AbortSignal): Promise<void> {
    const { cluster, settings } = this.#deps
    const { group, topic } = settings
    const request = { groupId: group, topics: [{ name: topic, partitionIndexes }] }
    return this.#persist(async () => {
      const { errorCode } = await askCoordinator(cluster, { group, api: OFFSET_DELETE, request }, signal)
      throwWhereRefused(errorCode, `delete the offsets of group "${group}"`)
    }, signal)
  }

  /** A setting of the coordinating broker; nothing where this user may not see it. */
  async setting(name: string, signal: AbortSignal): Promise<string | undefined> {
    const { cluster, settings } = this.#deps
    const broker = await cluster.coordinator(settings.group, { signal })
    const resource = { resourceType: BROKER, resourceName: String(broker), configurationKeys: [name] }
    const { results } = await cluster.request(broker, DESCRIBE_CONFIGS, { resources: [resource] }, { signal })
    return results[0]?.configs.find((config) => config.name === name)?.value
  }

  /** What an error of the brokers means here. */
  explain(code: number): Error {
    const { settings } = this.#deps
    const codeName = errorName(code)
    const message = `Cannot use consumer group "${settings.group}": ${codeName}`
    return groupProblem(code, settings) ?? new KafkaResponseError({ code, codeName }, message)
  }

  /** Asks again while the answer is one that passes: only for what may be done twice. */
  async #persist<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await ask()
      } catch (error) {
        if (!(error instanceof KafkaResponseError)) throw error
        if (!PASSING.has(error.code)) throw groupProblem(error.code, this.#deps.settings) ?? error
        if (attempt === ATTEMPTS) throw error
        await this.#deps.clock.sleep(PAUSE_MS, signal)
      }
    }
  }
}

/** States of a group without members; `Dead` is one that does not exist. */
const NOBODY: ReadonlySet<string> = new Set(['Empty', 'Dead'])

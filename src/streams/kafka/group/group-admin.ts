import type { KafkaCluster } from '../../../io/kafka/cluster.ts'
import { KafkaResponseError } from '../../../io/kafka/errors.ts'
import type { KafkaApi } from '../../../io/kafka/protocol/api.ts'
import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import { DELETE_GROUPS } from '../../../io/kafka/protocol/messages/delete-groups.ts'
import type { DescribedGroup } from '../../../io/kafka/protocol/messages/describe-groups.ts'
import { DESCRIBE_GROUPS } from '../../../io/kafka/protocol/messages/describe-groups.ts'
import { DESCRIBE_CONFIGS } from '../../../io/kafka/protocol/messages/describe-configs.ts'
import { OFFSET_COMMIT } from '../../../io/kafka/protocol/messages/offset-commit.ts'
import { OFFSET_DELETE } from '../../../io/kafka/protocol/messages/offset-delete.ts'
import { OFFSET_FETCH } from '../../../io/kafka/protocol/messages/offset-fetch.ts'
import type { OffsetFetchResponse } from '../../../io/kafka/protocol/messages/offset-fetch.ts'
import type { Clock } from '../../../model/clock.ts'
import { commitOf } from '../committed-entry.ts'
import type { LedgerEntries } from '../../../model/ledger.ts'
import { fetchRequest } from './fetched-entries.ts'
import { groupProblem } from './group-problems.ts'
import type { GroupSettings } from './group-settings.ts'

export interface GroupAdminParts {
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
/** As DescribeConfigs counts kinds of resources. */
const BROKER = 4
const PAUSE_MS = 500

/** A consumer group seen from outside. Rejects with DiagnosedError for what only a person can mend, else with KafkaResponseError. */
export class GroupAdmin {
  readonly #parts: GroupAdminParts

  constructor(parts: GroupAdminParts) {
    this.#parts = parts
  }

  describe(signal: AbortSignal): Promise<DescribedGroup> {
    const { group } = this.#parts.settings
    const ask = async () => {
      const { groups } = await this.#request(DESCRIBE_GROUPS, { groups: [group] }, signal)
      const [described] = groups
      if (described === undefined) throw new Error(`Cannot describe group "${group}": the answer does not have it`)
      return described
    }
    return this.#persist('describe', { ask, codesOf: ({ errorCode }) => [errorCode] }, signal)
  }

  fetch(signal: AbortSignal): Promise<OffsetFetchResponse> {
    const ask = () => this.#request(OFFSET_FETCH, fetchRequest(this.#parts.settings), signal)
    return this.#persist('read', { ask, codesOf: ({ errorCode }) => [errorCode] }, signal)
  }

  /** Commits without membership: brokers take it only while the group has no members. The error of each partition. */
  async commit(entries: LedgerEntries, signal: AbortSignal): Promise<readonly number[]> {
    const { group, topic } = this.#parts.settings
    const partitions = [...entries].map(([partitionIndex, entry]) => ({ partitionIndex, ...commitOf(entry) }))
    const topics = [{ name: topic, partitions }]
    const request = { groupId: group, generationId: -1, memberId: '', groupInstanceId: undefined, topics }
    const answer = await this.#request(OFFSET_COMMIT, request, signal)
    return answer.topics.flatMap((each) => each.partitions).map(({ errorCode }) => errorCode)
  }

  /** The error; none also where there is no such group. */
  async delete(signal: AbortSignal): Promise<number> {
    const { group } = this.#parts.settings
    const ask = () => this.#request(DELETE_GROUPS, { groupsNames: [group] }, signal)
    const expected = [KAFKA_ERROR.GROUP_ID_NOT_FOUND, KAFKA_ERROR.NON_EMPTY_GROUP]
    const codesOf = ({ results }: { readonly results: readonly { readonly errorCode: number }[] }) =>
      results.map(({ errorCode }) => errorCode).filter((code) => !expected.some((each) => each === code))
    const { results } = await this.#persist('delete', { ask, codesOf }, signal)
    const code = results[0]?.errorCode ?? KAFKA_ERROR.NONE
    return code === KAFKA_ERROR.GROUP_ID_NOT_FOUND ? KAFKA_ERROR.NONE : code
  }

  /** Takes away the offsets of this topic alone. The error. */
  async deleteOffsets(partitionIndexes: readonly number[], signal: AbortSignal): Promise<number> {
    const { group, topic } = this.#parts.settings
    const request = { groupId: group, topics: [{ name: topic, partitionIndexes }] }
    const ask = () => this.#request(OFFSET_DELETE, request, signal)
    const expected = [KAFKA_ERROR.GROUP_ID_NOT_FOUND, KAFKA_ERROR.NON_EMPTY_GROUP]
    const codesOf = (answer: { readonly errorCode: number }) =>
      expected.some((each) => each === answer.errorCode) ? [] : [answer.errorCode]
    const { errorCode } = await this.#persist('delete', { ask, codesOf }, signal)
    return errorCode === KAFKA_ERROR.GROUP_ID_NOT_FOUND ? KAFKA_ERROR.NONE : errorCode
  }

  /** Asks again while the answer is one that passes: only for what may be done twice. */
  async #persist<Answer>(
    what: string,
    question: { readonly ask: () => Promise<Answer>; readonly codesOf: (answer: Answer) => readonly number[] },
    signal: AbortSignal,
  ): Promise<Answer> {
    for (let attempt = 1; ; attempt++) {
      const answer = await question.ask()
      const codes = question.codesOf(answer).filter((code) => code !== KAFKA_ERROR.NONE)
      const code = codes.find((each) => !PASSING.has(each)) ?? codes[0]
      if (code === undefined) return answer
      if (!PASSING.has(code) || attempt === ATTEMPTS) throw this.failure(what, code)
      await this.#parts.clock.sleep(PAUSE_MS, signal)
      await this.#coordinator(signal, true)
    }
  }

  /** A setting of the coordinating broker; nothing where this user may not see it. */
  async setting(name: string, signal: AbortSignal): Promise<string | undefined> {
    const broker = await this.#coordinator(signal, false)
    const resource = { resourceType: BROKER, resourceName: String(broker), configurationKeys: [name] }
    const { results } = await this.#request(DESCRIBE_CONFIGS, { resources: [resource] }, signal)
    return results[0]?.configs.find((config) => config.name === name)?.value
  }

  failure(what: string, code: number): Error {
    const { settings } = this.#parts
    const codeName = errorName(code)
    const message = `Cannot ${what} consumer group "${settings.group}": ${codeName}`
    return groupProblem(code, settings) ?? new KafkaResponseError({ code, codeName }, message)
  }

  async #request<Q, R>(api: KafkaApi<Q, R>, request: Q, signal: AbortSignal): Promise<R> {
    const { cluster, settings } = this.#parts
    const broker = await this.#coordinator(signal, false)
    return cluster.request(broker, api, request, { signal, timeoutMs: settings.requestTimeoutMs })
  }

  #coordinator(signal: AbortSignal, fresh: boolean): Promise<number> {
    const { cluster, settings } = this.#parts
    return cluster.coordinator(settings.group, { signal, fresh })
  }
}

import { KafkaResponseError } from '../../io/kafka/errors.ts'
import { KAFKA_ERROR } from '../../io/kafka/protocol/error-codes.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import type { LedgerAdmin, LedgerEntries, OnForeign } from '../../model/ledger.ts'
import { missingEntries } from '../../model/missing-entries.ts'
import { GROUP_IN_USE } from './group/diagnostics.ts'
import { fetchedEntries } from './group/fetched-entries.ts'
import type { GroupAdminDeps } from './group/group-admin.ts'
import { GroupAdmin } from './group/group-admin.ts'
import type { GroupSettings } from './group/group-settings.ts'
import { restoreEntries } from './group/restore-entries.ts'

const PAUSE_MS = 250
const ATTEMPTS = 40

/** The consumer group of an exporter as `apply`, `verify`, `status` and `repair` use it. */
export class KafkaLedgerAdmin implements LedgerAdmin {
  readonly #deps: GroupAdminDeps
  readonly #settings: GroupSettings
  readonly #admin: GroupAdmin

  constructor(deps: GroupAdminDeps) {
    this.#deps = deps
    this.#settings = deps.settings
    this.#admin = new GroupAdmin(deps)
  }

  async initialise(entries: LedgerEntries, signal: AbortSignal): Promise<void> {
    await this.#persist(async () => this.#commit(missingEntries(entries, await this.read(signal)), signal), signal)
  }

  async restore(entries: LedgerEntries, before: LedgerEntries, signal: AbortSignal): Promise<void> {
    if (entries.size === 0) return
    if (!(await this.#admin.isEmpty(signal))) throw this.#inUse('written')
    await restoreEntries(this.#deps, { entries, before, signal })
  }

  async read(signal: AbortSignal, onForeign?: OnForeign): Promise<LedgerEntries> {
    return fetchedEntries(await this.#admin.fetch(signal), this.#settings, onForeign)
  }

  async awaitEmpty(timeoutMs: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#deps
    const deadline = clock.monotonic() + timeoutMs
    while (!(await this.#admin.isEmpty(signal))) {
      const left = deadline - clock.monotonic()
      if (left <= 0) throw this.#inUse('changed')
      await clock.sleep(Math.min(PAUSE_MS, left), signal)
    }
  }

  async expiresAfterMs(signal: AbortSignal): Promise<number | undefined> {
    const minutes = await this.#admin.setting('offsets.retention.minutes', signal)
    return minutes === undefined || !/^\d+$/.test(minutes) ? undefined : Number(minutes) * 60_000
  }

  /** What else the group has committed is somebody's who shares it, and stays. */
  async remove(signal: AbortSignal): Promise<void> {
    const { topics } = await this.#admin.fetch(signal)
    const ours = topics.filter(({ name }) => name === this.#settings.topic).flatMap(({ partitions }) => partitions)
    const isShared = ours.length > 0 && topics.length > 1
    const partitions = ours.map(({ partitionIndex }) => partitionIndex)
    try {
      await (isShared ? this.#admin.deleteOffsets(partitions, signal) : this.#admin.delete(signal))
    } catch (error) {
      if (!(error instanceof KafkaResponseError) || error.code !== KAFKA_ERROR.GROUP_ID_NOT_FOUND) {
        throw this.#explainRemoval(error)
      }
    }
  }

  #explainRemoval(error: unknown): unknown {
    const isInUse = error instanceof KafkaResponseError && error.code === KAFKA_ERROR.NON_EMPTY_GROUP
    return isInUse ? this.#inUse('removed') : error
  }

  /** Tries again while the error is one that passes. What may have been written all the same is seen by the next read. */
  async #persist(attempt: () => Promise<number>, signal: AbortSignal): Promise<void> {
    for (let number = 1; ; number++) {
      const code = await attempt()
      if (code === KAFKA_ERROR.NONE) return
      if (!PASSING.has(code) || number === ATTEMPTS) throw this.#admin.explain(code)
      await this.#deps.clock.sleep(PAUSE_MS, signal)
    }
  }

  /** The error of the first partition that has one. */
  async #commit(entries: LedgerEntries, signal: AbortSignal): Promise<number> {
    if (entries.size === 0) return KAFKA_ERROR.NONE
    if (!(await this.#admin.isEmpty(signal))) throw this.#inUse('written')
    const codes = await this.#admin.commit(entries, signal)
    const code = codes.find((each) => each !== KAFKA_ERROR.NONE)
    // Somebody joined after we looked.
    if (code !== undefined && MEMBERS_CAME.has(code)) throw this.#inUse('written')
    return code ?? KAFKA_ERROR.NONE
  }

  #inUse(what: string): DiagnosedError {
    const { group, topic, sessionTimeoutMs } = this.#settings
    const detail = `The consumer group "${group}" has members, so its positions for the topic "${topic}" cannot be ${what}. Stop them and run this command again; one that was killed is a member for ${sessionTimeoutMs / 1000} s more.`
    return new DiagnosedError([diagnose(GROUP_IN_USE, { detail })])
  }
}

/** Errors of a commit that are over soon; a topic that was just made is not known to all brokers. */
const PASSING: ReadonlySet<number> = new Set([
  KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION,
  KAFKA_ERROR.NOT_COORDINATOR,
  KAFKA_ERROR.COORDINATOR_NOT_AVAILABLE,
  KAFKA_ERROR.COORDINATOR_LOAD_IN_PROGRESS,
])

/** How brokers refuse a commit without membership to a group that has members. */
const MEMBERS_CAME: ReadonlySet<number> = new Set([
  KAFKA_ERROR.UNKNOWN_MEMBER_ID,
  KAFKA_ERROR.ILLEGAL_GENERATION,
  KAFKA_ERROR.REBALANCE_IN_PROGRESS,
])

import { KafkaConnectError } from '../../../io/kafka/errors.ts'
import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import { HEARTBEAT } from '../../../io/kafka/protocol/messages/heartbeat.ts'
import { OFFSET_COMMIT } from '../../../io/kafka/protocol/messages/offset-commit.ts'
import type { OffsetCommitRequest } from '../../../io/kafka/protocol/messages/offset-commit.ts'
import { OFFSET_FETCH } from '../../../io/kafka/protocol/messages/offset-fetch.ts'
import type { Clock } from '../../../model/clock.ts'
import { InternalError } from '../../../model/internal-error.ts'
import type { Generation, LedgerEntries, OnForeign, WriteOutcome } from '../../../model/ledger.ts'
import { commitOf } from '../committed-entry.ts'
import { EntryTooLongError } from '../entry-text.ts'
import type { CoordinatorLink } from './coordinator-link.ts'
import { fetchedEntries, fetchRequest } from './fetched-entries.ts'
import type { Joined } from './group-member.ts'
import { groupProblem } from './group-problems.ts'
import type { GroupSettings } from './group-settings.ts'
import { outcomeOfCommit } from './outcome-of-commit.ts'
import { repeat } from './repeat.ts'
import { OpenIntents } from './open-intents.ts'

export interface GenerationDeps {
  readonly settings: GroupSettings
  readonly joined: Joined
  readonly link: CoordinatorLink
  readonly clock: Clock
  /** Partitions of the topic now. */
  readonly countPartitions: (signal: AbortSignal) => Promise<number>
  /** What only a person can fix: the next join shall reject with it. */
  readonly onProblem: (problem: Error) => void
}

/**
 * One membership of one generation. Heartbeats are sent by its own timer, whatever the engine waits for. When a
 * rebalance begins, a batch that is announced may still be finished (brokers accept commits of the old generation until the
 * new one is complete), for at most half of the rebalance time-out; nothing more is announced.
 */
export class KafkaGeneration implements Generation {
  readonly #deps: GenerationDeps
  readonly #lost = new AbortController()
  readonly #open = new OpenIntents()
  #lastSign: number
  #ending: string | undefined
  #writing: Promise<WriteOutcome> | undefined
  #hasUnknownOutcome = false

  constructor(deps: GenerationDeps) {
    this.#deps = deps
    const { clock, settings } = deps
    this.#lastSign = clock.monotonic()
    const { signal } = this.#lost
    void repeat(() => this.#beat(), { clock, ms: settings.heartbeatMs, signal })
    void repeat(() => this.#lookForPartitions(), { clock, ms: settings.metadataRefreshMs, signal })
  }

  get partitions(): readonly number[] {
    return this.#deps.joined.partitions
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  read(partitions: readonly number[]): Promise<LedgerEntries> {
    return this.#read(partitions)
  }

  /** All entries; offsets that are not entries are reported and left out. */
  readAll(onForeign: OnForeign): Promise<LedgerEntries> {
    return this.#read(undefined, onForeign)
  }

  async write(entries: LedgerEntries): Promise<WriteOutcome> {
    const stranger = [...entries.keys()].find((partition) => !this.partitions.includes(partition))
    if (stranger !== undefined) {
      throw new InternalError(`Cannot write the entry of partition ${stranger}: this generation does not own it`)
    }
    if (!this.#isCurrent()) return 'fenced'
    if (this.#ending !== undefined && this.#open.isAnnouncement(entries)) return this.#refuse(this.#ending)
    this.#writing = this.#commit(entries)
    return this.#writing
  }

  async heartbeat(): Promise<boolean> {
    return this.#isCurrent() && (await this.#beat()) && this.#isCurrent()
  }

  /** Ends it. Resolves when nothing that it sent is unanswered: whether the outcome of a write is unknown. */
  async end(why: string): Promise<{ readonly hasUnknownOutcome: boolean }> {
    this.#lose(why)
    await this.#writing
    return { hasUnknownOutcome: this.#hasUnknownOutcome }
  }

  /**
   * Brokers return entries to any client, also one that is no longer the coordinator: OffsetFetch carries a member for them to check,
   * but they do not do that in groups of the classic protocol. So they count only where the same broker says behind them,
   * on the same connection, that this generation is the current one.
   */
  async #read(partitions: readonly number[] | undefined, onForeign?: OnForeign): Promise<LedgerEntries> {
    const { link, settings } = this.#deps
    const connection = await link.open()
    const options = { timeoutMs: settings.requestTimeoutMs }
    const answer = await connection.request(OFFSET_FETCH, fetchRequest(settings, partitions), options)
    if (answer.errorCode === KAFKA_ERROR.NOT_COORDINATOR) this.#lose('the coordinator moved')
    const entries = fetchedEntries(answer, settings, onForeign)
    if (await this.#beat(() => Promise.resolve(connection))) return entries
    const reason: unknown = this.#lost.signal.reason
    const why = reason instanceof Error ? reason.message : 'the coordinator did not confirm the generation'
    throw new Error(`Cannot read the entries of group "${settings.group}": ${why}`)
  }

  /** A process that was stopped for longer than the session time-out must find out before it sends anything that others own its partitions. */
  #isCurrent(): boolean {
    const { clock, settings } = this.#deps
    if (clock.monotonic() - this.#lastSign > settings.sessionTimeoutMs) {
      this.#lose(`the coordinator did not answer for ${settings.sessionTimeoutMs / 1000} s`)
    }
    return !this.#lost.signal.aborted
  }

  async #commit(entries: LedgerEntries): Promise<WriteOutcome> {
    const outcome = await this.#send(entries)
    this.#writing = undefined
    this.#noteOutcome(entries, outcome)
    return outcome
  }

  async #send(entries: LedgerEntries): Promise<WriteOutcome> {
    const request = this.#request(entries)
    if (request === undefined) return 'fenced'
    const { link, settings } = this.#deps
    try {
      const connection = await link.open().catch(notSent)
      if (!this.#isCurrent()) return 'fenced'
      const { topics } = await connection.request(OFFSET_COMMIT, request, { timeoutMs: settings.requestTimeoutMs })
      const codes = new Map(
        topics.flatMap(({ partitions }) => partitions).map((each) => [each.partitionIndex, each.errorCode]),
      )
      const all = [...entries.keys()].map((partition) => codes.get(partition) ?? KAFKA_ERROR.UNKNOWN_SERVER_ERROR)
      all.forEach((code) => this.#noteProblem(code))
      return outcomeOfCommit(all)
    } catch (error) {
      return error instanceof KafkaConnectError ? 'fenced' : 'unknown'
    }
  }

  #request(entries: LedgerEntries): OffsetCommitRequest | undefined {
    const { settings, joined } = this.#deps
    try {
      const partitions = [...entries].map(([partitionIndex, entry]) => ({ partitionIndex, ...commitOf(entry) }))
      return {
        groupId: settings.group,
        generationId: joined.generation,
        memberId: joined.memberId,
        groupInstanceId: settings.instanceId,
        topics: [{ name: settings.topic, partitions }],
      }
    } catch (error) {
      if (!(error instanceof EntryTooLongError)) throw error
      this.#noteProblem(KAFKA_ERROR.OFFSET_METADATA_TOO_LARGE)
      return undefined
    }
  }

  #noteOutcome(entries: LedgerEntries, outcome: WriteOutcome): void {
    if (outcome === 'written') this.#open.note(entries)
    if (outcome === 'unknown') this.#hasUnknownOutcome = true
    if (outcome !== 'written') this.#lose(`the outcome of a write is "${outcome}"`)
    this.#endWhenIdle()
  }

  #refuse(why: string): WriteOutcome {
    this.#lose(why)
    return 'fenced'
  }

  /** Whether the generation is current as of now. Never rejects. */
  async #beat(connect = () => this.#deps.link.open()): Promise<boolean> {
    if (!this.#isCurrent()) return false
    const { settings, joined, clock } = this.#deps
    const sentAt = clock.monotonic()
    const timeoutMs = Math.min(settings.requestTimeoutMs, settings.sessionTimeoutMs - (sentAt - this.#lastSign))
    try {
      const { generation: generationId, memberId } = joined
      const request = { groupId: settings.group, generationId, memberId, groupInstanceId: settings.instanceId }
      const connection = await connect()
      // What comes next on the connection may be another generation's, and a time-out of ours would end it.
      if (!this.#isCurrent()) return false
      const { errorCode } = await connection.request(HEARTBEAT, request, { timeoutMs: Math.max(1, timeoutMs) })
      return this.#classifyBeat(errorCode, sentAt)
    } catch {
      // The session's time goes on: silence that lasts ends it.
      return false
    }
  }

  #classifyBeat(code: number, sentAt: number): boolean {
    if (code === KAFKA_ERROR.NONE || code === KAFKA_ERROR.REBALANCE_IN_PROGRESS) {
      this.#lastSign = Math.max(this.#lastSign, sentAt)
      if (code === KAFKA_ERROR.REBALANCE_IN_PROGRESS) this.#windDown('a rebalance began')
      return !this.#lost.signal.aborted
    }
    if (code === KAFKA_ERROR.COORDINATOR_LOAD_IN_PROGRESS || code === KAFKA_ERROR.COORDINATOR_NOT_AVAILABLE)
      return false
    this.#noteProblem(code)
    this.#lose(`the coordinator answered ${errorName(code)}`)
    return false
  }

  async #lookForPartitions(): Promise<boolean> {
    const { countPartitions, joined } = this.#deps
    const now = await countPartitions(this.#lost.signal).catch(() => 0)
    if (now > joined.partitionCount) this.#windDown(`the topic has ${now} partitions now`)
    return true
  }

  /** Finishes what is announced, for a limited time. */
  #windDown(why: string): void {
    if (this.#ending !== undefined) return
    this.#ending = why
    this.#endWhenIdle()
    const { clock, settings } = this.#deps
    clock.sleep(settings.rebalanceTimeoutMs / 2, this.#lost.signal).then(
      () => this.#lose(why),
      () => undefined,
    )
  }

  #endWhenIdle(): void {
    if (this.#ending !== undefined && this.#writing === undefined && this.#open.isEmpty) this.#lose(this.#ending)
  }

  #noteProblem(code: number): void {
    if (code === KAFKA_ERROR.NOT_COORDINATOR) this.#deps.link.disconnect()
    const problem = groupProblem(code, this.#deps.settings)
    if (problem !== undefined) this.#deps.onProblem(problem)
  }

  #lose(why: string): void {
    this.#lost.abort(new Error(`the membership ended: ${why}`))
  }
}

/** A failure before the connection is open means that nothing was sent. */
function notSent(cause: unknown): never {
  throw new KafkaConnectError('unreachable', 'Cannot reach the coordinator of the group', { cause })
}

import type { KafkaCluster } from '../../io/kafka/cluster.ts'
import { OFFSET_FETCH } from '../../io/kafka/protocol/messages/offset-fetch.ts'
import type { Clock } from '../../model/clock.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import type { Generation, Ledger, LedgerEntries } from '../../model/ledger.ts'
import { CoordinatorLink } from './group/coordinator-link.ts'
import { LEDGER_ABSENT } from './group/diagnostics.ts'
import { fetchedEntries, fetchRequest } from './group/fetched-entries.ts'
import { GroupMember } from './group/group-member.ts'
import type { JoinOptions } from './group/group-member.ts'
import type { GroupSettings } from './group/group-settings.ts'
import { KafkaGeneration } from './group/kafka-generation.ts'

export interface LedgerDeps {
  readonly cluster: KafkaCluster
  readonly clock: Clock
  readonly settings: GroupSettings
}

/** The ledger of one exporter of a topic: its consumer group, the entries in the metadata of the committed offsets. */
export class KafkaLedger implements Ledger {
  readonly #deps: LedgerDeps
  readonly #link: CoordinatorLink
  readonly #member: GroupMember
  #current: KafkaGeneration | undefined
  #hasUnknownOutcome = false
  #problem: Error | undefined

  constructor(deps: LedgerDeps) {
    this.#deps = deps
    this.#link = new CoordinatorLink(deps.cluster, deps.settings.group)
    this.#member = new GroupMember(deps.settings, { ...deps, link: this.#link })
  }

  async join({ fresh, ...options }: JoinOptions & { readonly fresh: boolean }): Promise<Generation> {
    await this.#endCurrent('it joins again')
    if (this.#problem !== undefined) throw this.#problem
    if (fresh || this.#hasUnknownOutcome) await this.#becomeNew()
    await this.#requireEntries(options.signal)
    const joined = await this.#member.join(options)
    const { settings, clock } = this.#deps
    this.#current = new KafkaGeneration({
      settings,
      joined,
      clock,
      link: this.#link,
      countPartitions: (signal) => this.#member.countPartitions(signal),
      onProblem: (problem) => (this.#problem ??= problem),
    })
    return this.#current
  }

  async leave(): Promise<void> {
    await this.#endCurrent('it left')
    try {
      await this.#member.leave('the exporter stops')
    } finally {
      this.#hasUnknownOutcome = false
      this.#link.disconnect()
    }
  }

  async #endCurrent(why: string): Promise<void> {
    const current = this.#current
    this.#current = undefined
    const ended = await current?.end(why)
    if (ended?.hasUnknownOutcome === true) this.#hasUnknownOutcome = true
  }

  /** Where the old member cannot be taken out of the group, its session time-out does that; its writes of the old generation are refused by then. */
  async #becomeNew(): Promise<void> {
    await this.#member.leave('the outcome of a write is unknown').catch(() => this.#link.disconnect())
    this.#hasUnknownOutcome = false
  }

  /** Joining does not recreate a group that was removed. */
  async #requireEntries(signal: AbortSignal): Promise<void> {
    const { settings } = this.#deps
    if ((await this.#readAll(signal)).size > 0) return
    const detail = `The consumer group "${settings.group}" has no committed offset for the topic "${settings.topic}", so nobody knows what was exported. Nothing was read. "strmctl repair" writes the positions again from the objects.`
    throw new DiagnosedError([diagnose(LEDGER_ABSENT, { detail })])
  }

  async #readAll(signal: AbortSignal): Promise<LedgerEntries> {
    const { settings } = this.#deps
    const options = { signal, timeoutMs: settings.requestTimeoutMs }
    try {
      const connection = await this.#link.open(signal)
      return fetchedEntries(await connection.request(OFFSET_FETCH, fetchRequest(settings), options), settings)
    } catch (error) {
      // Whatever it was, the next attempt looks up the coordinator again.
      this.#link.disconnect()
      throw error
    }
  }
}

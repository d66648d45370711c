import type { Generation, Ledger, LedgerEntries, WriteOutcome } from '../../src/model/ledger.ts'
import { abortable, LinkError } from './link.ts'
import type { Link } from './link.ts'
import type { GroupClient, GroupJoin, MemoryGroup } from './memory-group.ts'

/** One client's membership in a group in memory. */
export class MemoryLedger implements Ledger {
  readonly #group: MemoryGroup
  readonly #link: Link
  #member: string | undefined
  #current: MemoryGeneration | undefined

  constructor(group: MemoryGroup, link: Link) {
    this.#group = group
    this.#link = link
  }

  async join({ fresh, signal }: { fresh: boolean; signal: AbortSignal }): Promise<Generation> {
    const known = fresh ? undefined : this.#member
    const client: GroupClient = {
      link: this.#link,
      onLost: () => this.#current?.checkLost(),
      isMember: (member) => member === this.#member,
    }
    const joined = await abortable(
      this.#link.call('join', () => this.#group.join(known, client)),
      signal,
    )
    this.#member = joined.member
    this.#current = new MemoryGeneration(this.#group, this.#link, joined)
    this.#link.notify(client.onLost)
    return this.#current
  }

  async leave(): Promise<void> {
    const member = this.#member
    this.#member = undefined
    if (member !== undefined) await this.#link.call('leave', () => this.#group.remove(member))
  }
}

class MemoryGeneration implements Generation {
  readonly #group: MemoryGroup
  readonly #link: Link
  readonly #join: GroupJoin
  readonly #lost = new AbortController()

  constructor(group: MemoryGroup, link: Link, join: GroupJoin) {
    this.#group = group
    this.#link = link
    this.#join = join
  }

  get partitions(): readonly number[] {
    return this.#join.partitions
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** The notice of a rebalance arrived. */
  checkLost(): void {
    if (!this.#isCurrent()) this.#lost.abort()
  }

  read(partitions: readonly number[]): Promise<LedgerEntries> {
    return this.#link.call('read', () => this.#group.read(partitions))
  }

  async write(entries: LedgerEntries): Promise<WriteOutcome> {
    try {
      return await this.#link.call('write', () => this.#group.write(this.#join, entries))
    } catch (error) {
      if (error instanceof LinkError) return 'unknown'
      throw error
    }
  }

  async heartbeat(): Promise<boolean> {
    try {
      return await this.#link.call('heartbeat', () => this.#isCurrent())
    } catch (error) {
      if (error instanceof LinkError) return false
      throw error
    }
  }

  #isCurrent(): boolean {
    return this.#group.isCurrent(this.#join.member, this.#join.generation)
  }
}

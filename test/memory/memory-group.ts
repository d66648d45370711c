import { isDeepStrictEqual } from 'node:util'
import { diagnose } from '../../src/model/diagnostic.ts'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { LedgerAdmin, LedgerEntries, LedgerEntry } from '../../src/model/ledger.ts'
import { abortable } from './link.ts'
import type { Link } from './link.ts'

/** How partitions are shared among members, by member. */
export type Assignor = (
  members: readonly string[],
  partitions: readonly number[],
) => ReadonlyMap<string, readonly number[]>

/** Who joins. */
export interface GroupClient {
  readonly link: Link
  readonly onLost: () => void
  /** Whether it knows that it is this member: an answer to a join may be lost. */
  readonly isMember: (member: string) => boolean
}

interface Member extends GroupClient {
  /** The last generation it knows of. */
  joined: number
}

export interface GroupJoin {
  readonly member: string
  readonly generation: number
  readonly partitions: readonly number[]
}

/** A consumer group in memory, as a broker keeps it: entries, members, a generation that every change of members raises. */
export class MemoryGroup {
  readonly entries = new Map<number, LedgerEntry>()
  readonly #members = new Map<string, Member>()
  readonly #partitions: () => number
  readonly #assign: Assignor
  /** Entries that a write leaves out, each as an error of its own; the simulation sets it. */
  refuse: (entries: LedgerEntries) => readonly number[] = () => []
  #assignment: ReadonlyMap<string, readonly number[]> = new Map()
  #generation = 0
  #lastMember = 0

  constructor(partitions: () => number, assign: Assignor = inTurn) {
    this.#partitions = partitions
    this.#assign = assign
  }

  get generation(): number {
    return this.#generation
  }

  get members(): readonly string[] {
    return [...this.#members.keys()]
  }

  /** A member that knows the generation already makes a new one by joining again. */
  join(known: string | undefined, client: GroupClient): GroupJoin {
    const before = known === undefined ? undefined : this.#members.get(known)
    const member = before === undefined || known === undefined ? `member-${++this.#lastMember}` : known
    const isCurrent = before !== undefined && before.joined < this.#generation
    this.#members.set(member, { ...client, joined: this.#generation })
    if (!isCurrent) this.rebalance()
    this.#members.set(member, { ...client, joined: this.#generation })
    return { member, generation: this.#generation, partitions: this.#assignment.get(member) ?? [] }
  }

  remove(member: string): void {
    if (this.#members.delete(member)) this.rebalance()
  }

  /** The session time-out of every member whose client is gone. */
  expire(isGone: (client: GroupClient, member: string) => boolean): void {
    const gone = [...this.#members.keys()].filter((member) => {
      const client = this.#members.get(member)
      return client !== undefined && isGone(client, member)
    })
    for (const member of gone) {
      const client = this.#members.get(member)
      this.#members.delete(member)
      client?.link.notify(client.onLost)
    }
    if (gone.length > 0) this.rebalance()
  }

  rebalance(): void {
    this.#generation++
    const partitions = Array.from({ length: this.#partitions() }, (_, partition) => partition)
    this.#assignment = this.#assign([...this.#members.keys()], partitions)
    for (const { link, onLost } of this.#members.values()) link.notify(onLost)
  }

  isCurrent(member: string, generation: number): boolean {
    return generation === this.#generation && this.#members.has(member)
  }

  /** A write is all or nothing for its generation, but each partition may have an error of its own. */
  write(from: { readonly member: string; readonly generation: number }, entries: LedgerEntries): 'written' | 'fenced' {
    if (!this.isCurrent(from.member, from.generation)) return 'fenced'
    const refused = this.refuse(entries)
    for (const [partition, entry] of entries) if (!refused.includes(partition)) this.entries.set(partition, entry)
    return refused.length === 0 ? 'written' : 'fenced'
  }

  read(partitions: readonly number[]): LedgerEntries {
    return new Map([...this.entries].filter(([partition]) => partitions.includes(partition)))
  }

  admin(link: Link): LedgerAdmin {
    return {
      initialise: (entries, signal) =>
        abortable(
          link.call('initialise', () => {
            for (const [partition, entry] of entries)
              if (!this.entries.has(partition)) this.entries.set(partition, entry)
          }),
          signal,
        ),
      restore: (entries, before, signal) =>
        abortable(
          link.call('restore', () => {
            if (this.#members.size > 0) throw groupInUse('it has members')
            if (!isDeepStrictEqual(this.entries, new Map(before))) throw groupInUse('it was written meanwhile')
            for (const [partition, entry] of entries) this.entries.set(partition, entry)
          }),
          signal,
        ),
      read: (signal) =>
        abortable(
          link.call('admin read', () => new Map(this.entries)),
          signal,
        ),
      awaitEmpty: () => Promise.resolve(),
      remove: () => Promise.resolve(this.entries.clear()),
    }
  }
}

function groupInUse(why: string): DiagnosedError {
  const code = { code: 'STRM9000', severity: 'error', summary: 'Group is in use', explanation: '' } as const
  return new DiagnosedError([diagnose(code, { detail: `Cannot write the group: ${why}` })])
}

function inTurn(members: readonly string[], partitions: readonly number[]): ReadonlyMap<string, readonly number[]> {
  return new Map(members.map((member, index) => [member, partitions.filter((each) => each % members.length === index)]))
}

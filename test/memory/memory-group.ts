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
  /** Of a static member. */
  readonly instance?: string | undefined
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
  /** The member that has an instance id. */
  readonly #instances = new Map<string, string>()
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

  /** A member that knows the generation already makes a new one by joining again; a static one takes its place again. */
  join(known: string | undefined, client: GroupClient): GroupJoin {
    const { instance } = client
    const holder = instance === undefined ? undefined : this.memberOf(instance)
    if (instance === undefined || holder === undefined) return this.#joinAnew(known, client)
    if (known === holder) return this.#joined(known)
    return this.#joined(this.#replace(holder, { ...client, instance }))
  }

  /** Who has this instance id now. */
  memberOf(instance: string): string | undefined {
    const member = this.#instances.get(instance)
    return member !== undefined && this.#members.has(member) ? member : undefined
  }

  /** Another process has the instance id of this member. */
  isTaken(instance: string | undefined, member: string): boolean {
    const holder = instance === undefined ? undefined : this.memberOf(instance)
    return holder !== undefined && holder !== member
  }

  #joinAnew(known: string | undefined, client: GroupClient): GroupJoin {
    const before = known === undefined ? undefined : this.#members.get(known)
    const member = before === undefined || known === undefined ? `member-${++this.#lastMember}` : known
    const isCurrent = before !== undefined && before.joined < this.#generation
    this.#members.set(member, { ...client, joined: this.#generation })
    if (!isCurrent) this.rebalance()
    this.#members.set(member, { ...client, joined: this.#generation })
    if (client.instance !== undefined) this.#instances.set(client.instance, member)
    return this.#joined(member)
  }

  /** The generation and its assignment stay; whoever had the instance id is fenced. */
  #replace(before: string, client: GroupClient & { readonly instance: string }): string {
    const member = `member-${++this.#lastMember}`
    const gone = this.#members.get(before)
    this.#members.delete(before)
    this.#members.set(member, { ...client, joined: this.#generation })
    this.#instances.set(client.instance, member)
    this.#assignment = new Map([...this.#assignment].map(([id, all]) => [id === before ? member : id, all]))
    gone?.link.notify(gone.onLost)
    return member
  }

  #joined(member: string): GroupJoin {
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

  /** A write is all or nothing for its generation, but each partition may have an error of its own. Without a member the generation alone is checked. */
  write(
    from: { readonly member: string | undefined; readonly generation: number },
    entries: LedgerEntries,
  ): 'written' | 'fenced' {
    const { member, generation } = from
    if (member === undefined ? generation !== this.#generation : !this.isCurrent(member, generation)) return 'fenced'
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

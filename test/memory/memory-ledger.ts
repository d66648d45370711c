import type { DiagnosticCode } from '../../src/model/diagnostic.ts'
import { diagnose } from '../../src/model/diagnostic.ts'
import { DiagnosedError } from '../../src/model/diagnosed-error.ts'
import type { Generation, Ledger, LedgerEntries, WriteOutcome } from '../../src/model/ledger.ts'
import { abortable, LinkError } from './link.ts'
import type { Link } from './link.ts'
import type { GroupClient, GroupJoin, MemoryGroup } from './memory-group.ts'
import { MEMBERSHIP_RULES } from './membership-rules.ts'
import type { MembershipRules } from './membership-rules.ts'

export const INSTANCE_TAKEN: DiagnosticCode = {
  code: 'TEST0004',
  severity: 'error',
  summary: 'Another process took the instance id',
  explanation: '',
}

export interface MemoryLedgerParts {
  readonly group: MemoryGroup
  readonly link: Link
  /** Of a static member. */
  readonly instance?: string | undefined
  readonly rules?: MembershipRules
}

/** One client's membership in a group in memory. */
export class MemoryLedger implements Ledger {
  readonly #parts: MemoryLedgerParts
  readonly #rules: MembershipRules
  #member: string | undefined
  #current: MemoryGeneration | undefined
  #isTaken = false

  constructor(parts: MemoryLedgerParts) {
    this.#parts = parts
    this.#rules = parts.rules ?? MEMBERSHIP_RULES
  }

  async join({ fresh, signal }: { fresh: boolean; signal: AbortSignal }): Promise<Generation> {
    const { group, link, instance } = this.#parts
    this.#current = undefined
    if (this.#isTaken && this.#rules.endsWhenTaken) {
      throw new DiagnosedError([diagnose(INSTANCE_TAKEN, { detail: `"${instance}" is in use` })])
    }
    const client: GroupClient = {
      link,
      instance,
      onLost: () => this.#current?.checkLost(),
      isMember: (member) => member === this.#member,
    }
    const known = fresh ? undefined : this.#member
    const id = () => (instance === undefined ? known : this.#rules.idToJoinWith(group.memberOf(instance)))
    const joined = await abortable(
      link.call('join', () => group.join(id(), client)),
      signal,
    )
    this.#member = joined.member
    const onTaken = () => void (this.#isTaken = true)
    this.#current = new MemoryGeneration({ ...this.#parts, rules: this.#rules, joined, onTaken })
    link.notify(client.onLost)
    return this.#current
  }

  /** A static member only forgets who it was. */
  async leave(): Promise<void> {
    const { group, link, instance } = this.#parts
    const member = this.#member
    this.#member = undefined
    if (member !== undefined && instance === undefined) await link.call('leave', () => group.remove(member))
  }
}

interface GenerationDeps extends MemoryLedgerParts {
  readonly rules: MembershipRules
  readonly joined: GroupJoin
  readonly onTaken: () => void
}

class MemoryGeneration implements Generation {
  readonly #parts: GenerationDeps
  readonly #lost = new AbortController()

  constructor(parts: GenerationDeps) {
    this.#parts = parts
  }

  get partitions(): readonly number[] {
    return this.#parts.joined.partitions
  }

  get lost(): AbortSignal {
    return this.#lost.signal
  }

  /** The notice of a rebalance arrived. */
  checkLost(): void {
    if (this.#isTaken()) this.#parts.onTaken()
    if (!this.#isCurrent()) this.#lost.abort()
  }

  read(partitions: readonly number[]): Promise<LedgerEntries> {
    return this.#parts.link.call('read', () => this.#parts.group.read(partitions))
  }

  async write(entries: LedgerEntries): Promise<WriteOutcome> {
    try {
      const { group, link, joined, rules } = this.#parts
      const from = { generation: joined.generation, member: rules.namesMember ? joined.member : undefined }
      const answer = await link.call('write', () => ({ outcome: group.write(from, entries), isTaken: this.#isTaken() }))
      if (answer.isTaken) this.#parts.onTaken()
      return answer.outcome
    } catch (error) {
      if (error instanceof LinkError) return 'unknown'
      throw error
    }
  }

  async heartbeat(): Promise<boolean> {
    try {
      return await this.#parts.link.call('heartbeat', () => this.#isCurrent())
    } catch (error) {
      if (error instanceof LinkError) return false
      throw error
    }
  }

  #isCurrent(): boolean {
    const { group, joined } = this.#parts
    return group.isCurrent(joined.member, joined.generation)
  }

  #isTaken(): boolean {
    return this.#parts.group.isTaken(this.#parts.instance, this.#parts.joined.member)
  }
}

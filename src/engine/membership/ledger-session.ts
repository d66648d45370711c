import type { Generation, LedgerEntries, LedgerEntry } from '../../model/ledger.ts'
import { InternalError } from '../../model/internal-error.ts'
import { startedPartitions, unsettledBatches } from '../decide/carry.ts'
import { membershipLost, RejoinNeeded } from './rejoin-needed.ts'
import type { Exporter } from '../exporter.ts'

/** A change of some partitions' entries, one write. `advances`: the batch that these partitions pass with it. */
export interface EntryChange {
  readonly partitions: readonly number[]
  readonly change: (entry: LedgerEntry, partition: number) => LedgerEntry
  readonly advances?: { readonly batch: string; readonly partitions: readonly number[] }
}

/**
 * The ledger during one generation: what the entries say, and one write at a time. After a write that was not durable for
 * every partition it sends nothing more (rules 1 to 3).
 */
export class LedgerSession {
  readonly #exporter: Exporter
  readonly #generation: Generation
  readonly #count: number
  readonly #started: number
  readonly #entries: Map<number, LedgerEntry>
  #unsettled: ReadonlySet<string>
  #tail: Promise<void> = Promise.resolve()
  #broken: RejoinNeeded | undefined

  /** `read`: what the ledger said in this generation; `begin`: the entry of each partition of the stream to begin with. */
  constructor(
    exporter: Exporter,
    generation: Generation,
    known: { readonly read: LedgerEntries; readonly begin: LedgerEntries },
  ) {
    this.#exporter = exporter
    this.#generation = generation
    this.#count = known.begin.size
    this.#started = startedPartitions(known.read)
    this.#entries = new Map(known.begin)
    this.#unsettled = unsettledBatches(known.read)
  }

  get partitions(): readonly number[] {
    return this.#generation.partitions
  }

  heartbeat(): Promise<boolean> {
    return this.#generation.heartbeat()
  }

  entry(partition: number): LedgerEntry {
    const entry = this.#entries.get(partition)
    if (entry === undefined) throw new InternalError(`Cannot use the entry of partition ${partition}: there is none`)
    return entry
  }

  /** Entries of the partitions as they are in the ledger now, one read. */
  read(partitions: readonly number[]): Promise<LedgerEntries> {
    return this.#generation.read(partitions)
  }

  /** Where a proof is carried because another member was still on its batch: checks whether that is over. */
  async settleProofs(partitions: readonly number[]): Promise<void> {
    const carried = partitions.flatMap((partition) => this.entry(partition).proof)
    if (!carried.some((batch) => this.#unsettled.has(batch))) return
    try {
      this.#unsettled = unsettledBatches(await this.#generation.read(allPartitions(this.#count)))
    } catch {
      // Unreadable now: the proofs are carried on, which is always safe.
    }
  }

  /** Durable for every partition when it resolves; rejects with RejoinNeeded otherwise. */
  write(change: EntryChange): Promise<void> {
    const written = this.#tail.then(() => this.#write(change))
    this.#tail = written.catch(() => undefined)
    return written
  }

  async #write({ partitions, change, advances }: EntryChange): Promise<void> {
    if (this.#broken !== undefined) throw this.#broken
    if (this.#generation.lost.aborted) throw membershipLost(this.#generation)
    const known = { started: this.#started, unsettled: this.#unsettled }
    const next = new Map<number, LedgerEntry>()
    for (const partition of partitions) {
      const changed = change(this.entry(partition), partition)
      next.set(partition, this.#exporter.rules.carry(changed, known, advances?.batch))
    }
    this.#requireDurable(await this.#generation.write(next))
    for (const [partition, entry] of next) this.#entries.set(partition, entry)
    if (advances !== undefined) this.#noteAdvanced(advances, partitions)
  }

  #requireDurable(outcome: Awaited<ReturnType<Generation['write']>>): void {
    const consequence = this.#exporter.rules.classifyWrite(outcome)
    if (consequence === 'go-on') return
    const fresh = consequence === 'rejoin-fresh'
    const why = fresh
      ? 'it is unknown whether the ledger accepted a write'
      : 'the ledger refused a write of this membership'
    this.#broken = new RejoinNeeded(why, { fresh })
    throw this.#broken
  }

  /** When one write passed all partitions of the batch, nobody needs its proof; else until a read shows so. */
  #noteAdvanced(
    batch: { readonly batch: string; readonly partitions: readonly number[] },
    written: readonly number[],
  ): void {
    if (batch.partitions.every((partition) => written.includes(partition))) return
    this.#unsettled = new Set([...this.#unsettled, batch.batch])
  }
}

export function allPartitions(count: number): readonly number[] {
  return Array.from({ length: count }, (_, partition) => partition)
}

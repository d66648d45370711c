import { Tiling, type Tile } from '../lib/tiles.ts'
import type { LedgerEntries, LedgerEntry } from '../model/ledger.ts'
import type { ObjectMetadata } from '../model/object-metadata.ts'
import { DeadLetters, type ExpectedDeadLetters } from './dead-letters.ts'
import type { Verification, VerifiedPartition, VerifyProblem } from './verification.ts'

/** Whose objects are counted. */
export interface TallySubject {
  readonly exporter: string
  readonly uid: string
  readonly topic: string
  /** First offset of each partition that is this exporter's to export, where that is known. */
  readonly starts: ReadonlyMap<number, number>
  /** Milliseconds since the Unix epoch: objects before it are not looked at, so what they held is no gap. */
  readonly from?: number
}

/** The ledger before and after the listing; nothing where it was not read. */
export interface LedgerLooks {
  readonly before?: LedgerEntries | undefined
  readonly after?: LedgerEntries | undefined
}

/** Whether the ranges of one exporter's objects tile. Memory grows with the gaps, not with the objects. */
export class Tally {
  readonly #subject: TallySubject
  readonly #tilings = new Map<number, Tiling>()
  readonly #ends: { readonly partition: number; readonly tile: Tile; readonly key: string }[] = []
  readonly #problems: VerifyProblem[] = []
  readonly #counts = { objects: 0, records: 0, skipped: 0, rejected: 0, bytes: 0, others: 0 }
  readonly #deadLetters = new DeadLetters()

  constructor(subject: TallySubject) {
    this.#subject = subject
  }

  add(key: string, size: number, metadata: ObjectMetadata): void {
    this.#counts.objects++
    this.#counts.bytes += size
    this.#counts[metadata.role === 'lines' ? 'records' : 'rejected'] += metadata.records
    this.#counts.skipped += metadata.skipped
    if (metadata.incomplete) this.report({ problem: 'incomplete', key })
    this.#deadLetters.add(key, metadata)
    if (metadata.role !== 'dead-letters') this.#addRanges(key, metadata)
  }

  addOther(): void {
    this.#counts.others++
  }

  report(problem: VerifyProblem): void {
    this.#problems.push(problem)
  }

  /** Batches whose dead letters were not seen. */
  missingDeadLetters(): readonly ExpectedDeadLetters[] {
    return this.#deadLetters.missing()
  }

  result(contentChecked: boolean, ledger: LedgerLooks = {}): Verification {
    const { exporter, uid, topic, starts } = this.#subject
    const known = [...this.#tilings.keys(), ...starts.keys(), ...(ledger.after?.keys() ?? [])]
    const numbers = [...new Set(known)].toSorted((a, b) => a - b)
    const partitions = numbers.map((partition) => this.#partition(partition, ledger))
    this.#reportLost(partitions, ledger)
    return { exporter, uid, topic, ...this.#counts, contentChecked, partitions, problems: this.#problems }
  }

  #addRanges(key: string, metadata: ObjectMetadata): void {
    for (const { partition, begin, end } of metadata.ranges) {
      for (const overlap of this.#tilingOf(partition).add({ begin, end }))
        this.report({ problem: 'overlap', partition, ...overlap, key })
      this.#rememberEnd(partition, { begin, end }, key)
    }
  }

  /** Only the last stretches can lie past the ledger's end: two per partition are kept. */
  #rememberEnd(partition: number, tile: Tile, key: string): void {
    const same = this.#ends.filter((other) => other.partition === partition)
    const lowest = same.toSorted((a, b) => a.tile.end - b.tile.end)[0]
    if (same.length >= KEPT_ENDS && lowest !== undefined) {
      if (lowest.tile.end >= tile.end) return
      this.#ends.splice(this.#ends.indexOf(lowest), 1)
    }
    this.#ends.push({ partition, tile, key })
  }

  #tilingOf(partition: number): Tiling {
    const known = this.#tilings.get(partition)
    if (known !== undefined) return known
    const tiling = new Tiling()
    this.#tilings.set(partition, tiling)
    return tiling
  }

  #partition(partition: number, { before, after }: LedgerLooks): VerifiedPartition {
    const tiling = this.#tilingOf(partition)
    const covered = tiling.covered()
    const certain = before?.get(partition)
    const begin = this.#beginOf(partition, covered[0]?.begin, certain)
    const end = covered.at(-1)?.end ?? begin
    for (const gap of tiling.gaps({ begin, end: Math.max(end, certain?.end ?? begin) }))
      this.report({ problem: 'gap', partition, ...gap })
    this.#judgeEnd(partition, after)
    return { partition, begin, end, ledgerEnd: after?.get(partition)?.end }
  }

  /** What was started has an entry from then on, so one that is not there was lost. */
  #reportLost(partitions: readonly VerifiedPartition[], { after }: LedgerLooks): void {
    if (after === undefined) return
    const told = this.#problems.flatMap((each) => (each.problem === 'foreign-entry' ? [each.partition] : []))
    const lost = partitions.map(({ partition }) => partition).filter((each) => !after.has(each) && !told.includes(each))
    if (lost.length > 0) this.report({ problem: 'no-position', partitions: lost })
  }

  /** Where the proof begins: with `from` at the first object since then; where none is left and none was written, at the ledger's end. */
  #beginOf(partition: number, first: number | undefined, entry: LedgerEntry | undefined): number {
    const { starts, from } = this.#subject
    const start = starts.get(partition)
    if (from === undefined) return start ?? first ?? 0
    if (first !== undefined) return first
    const wroteSince = entry?.time !== undefined && entry.time >= from
    return (wroteSince ? start : entry?.end) ?? start ?? 0
  }

  /** The object of a pending intent may lie past the ledger's end; anything else there may not. */
  #judgeEnd(partition: number, after: LedgerEntries | undefined): void {
    const entry = after?.get(partition)
    if (entry === undefined) return
    const allowed = entry.intent?.end ?? entry.end
    for (const { tile, key } of this.#ends.filter(
      (other) => other.partition === partition && other.tile.end > allowed,
    )) {
      this.report({ problem: 'beyond-ledger', partition, ...tile, key })
    }
  }
}

const KEPT_ENDS = 2

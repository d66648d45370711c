import type { InvalidRecordPolicy } from '../model/export-job.ts'
import type { MemoryBudget } from './memory-budget.ts'

/** What the open batch accepts, from the exporter's settings now. */
export interface BatchLimits {
  readonly maxObjectBytes: number
  /** 0 = no limit. */
  readonly maxObjectRecords: number
  readonly onInvalidRecord: InvalidRecordPolicy
}

/** A record that is not one line. */
export interface InvalidRecord {
  readonly partition: number
  readonly offset: number
  /** After "because". */
  readonly reason: string
}

/** Why no further record is taken for now. */
export type Stoppage = 'full' | 'memory' | 'invalid'

/** The figures of the batch that is being collected, over all partitions; the records are with the partitions' takers. */
export class OpenBatch {
  readonly budget: MemoryBudget
  #limits: BatchLimits
  #records = 0
  #bytes = 0
  #stoppage: Stoppage | undefined
  #failure: InvalidRecord | undefined
  #skipped: { readonly first: InvalidRecord; readonly count: number } | undefined

  constructor(budget: MemoryBudget, limits: BatchLimits) {
    this.budget = budget
    this.#limits = limits
  }

  get records(): number {
    return this.#records
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Why the last record offered was not taken. */
  get stoppage(): Stoppage | undefined {
    return this.#stoppage
  }

  /** The record that stops the exporter. */
  get failure(): InvalidRecord | undefined {
    return this.#failure
  }

  /** Before records are offered again. */
  resume(limits: BatchLimits): void {
    this.#limits = limits
    this.#stoppage = undefined
  }

  /** Counts a line in, or says why not. The first line of all is always taken, however long. */
  admits(bytes: number, needsMemory: boolean): boolean {
    if (this.#records > 0) {
      if (this.#isFull(bytes)) return this.#stop('full')
      if (needsMemory && !this.budget.mayHold(this.#bytes)) return this.#stop('memory')
    }
    this.#records++
    this.#bytes += bytes
    return true
  }

  /** Whether an invalid record is left out; otherwise it stops the exporter. */
  skips(record: InvalidRecord): boolean {
    if (this.#limits.onInvalidRecord === 'fail') {
      this.#failure ??= record
      return this.#stop('invalid')
    }
    this.#skipped = { first: this.#skipped?.first ?? record, count: (this.#skipped?.count ?? 0) + 1 }
    return true
  }

  /** What was left out since the last call. */
  takeSkipped(): { readonly first: InvalidRecord; readonly count: number } | undefined {
    const skipped = this.#skipped
    this.#skipped = undefined
    return skipped
  }

  /** Some of the records leave the open batch. */
  remove(part: { readonly records: number; readonly bytes: number }): void {
    this.#records -= part.records
    this.#bytes -= part.bytes
  }

  #isFull(bytes: number): boolean {
    const { maxObjectBytes, maxObjectRecords } = this.#limits
    return this.#bytes + bytes > maxObjectBytes || (maxObjectRecords > 0 && this.#records >= maxObjectRecords)
  }

  #stop(stoppage: Stoppage): false {
    this.#stoppage = stoppage
    return false
  }
}

import type { InvalidRecordPolicy, Revision } from '../../model/export-job.ts'
import { formatFor } from '../../model/object-format.ts'
import type { FormatCatalogue, ObjectFormat } from '../../model/object-format.ts'
import type { ObjectRole } from '../../model/object-metadata.ts'
import type { MemoryBudget } from './memory-budget.ts'

/** What the open batch accepts, from the exporter's settings now. */
export interface BatchLimits {
  readonly maxObjectBytes: number
  /** 0 = no limit. */
  readonly maxObjectRecords: number
  /** The newest one: policy for invalid records. */
  readonly revision: Revision
}

/** A record that was not accepted. */
export interface InvalidRecord {
  readonly partition: number
  readonly offset: number
  /** After "because". */
  readonly reason: string
}

/** What became of invalid records, for a warning. */
export interface InvalidRecords {
  readonly fate: 'skipped' | 'rejected'
  readonly first: InvalidRecord
  readonly count: number
}

/** Why no further record is taken for now. */
export type Stoppage = 'full' | 'memory' | 'invalid'

/** The figures of the batch that is being collected, over all partitions; the records are with the partitions' buffers. */
export class OpenBatch {
  readonly budget: MemoryBudget
  readonly #formats: FormatCatalogue
  #limits: BatchLimits
  #records = 0
  #bytes = 0
  #spilled = 0
  #leaving = 0
  #stoppage: Stoppage | undefined
  #failure: InvalidRecord | undefined
  readonly #invalid = new Map<InvalidRecords['fate'], InvalidRecords>()

  constructor(
    { budget, formats }: { readonly budget: MemoryBudget; readonly formats: FormatCatalogue },
    limits: BatchLimits,
  ) {
    this.budget = budget
    this.#formats = formats
    this.#limits = limits
  }

  get revision(): Revision {
    return this.#limits.revision
  }

  formatFor(revision: Revision, role: ObjectRole): ObjectFormat {
    return formatFor(this.#formats, revision, role)
  }

  /** Dead letters included. */
  get records(): number {
    return this.#records
  }

  get bytes(): number {
    return this.#bytes
  }

  /** Bytes of it in memory. */
  get held(): number {
    return this.#bytes - this.#spilled
  }

  /** Whether the exporter may hold more: what was closed and is on its way is still held. */
  mayGrow(): boolean {
    return this.budget.mayHold(this.held + this.#leaving)
  }

  /** So many bytes that were closed are in memory until the function given back is called. */
  leave(bytes: number): () => void {
    this.#leaving += bytes
    return () => (this.#leaving -= bytes)
  }

  /** So many of its bytes are not in memory now. */
  noteSpilled(bytes: number): void {
    this.#spilled = bytes
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

  /** Counts a record in, or says why not. The first one of all is always taken, however long. */
  admits(bytes: number, needsMemory: boolean): boolean {
    if (this.#records > 0) {
      if (this.#isFull(bytes)) return this.#stop('full')
      if (needsMemory && !this.mayGrow()) return this.#stop('memory')
    }
    this.#records++
    this.#bytes += bytes
    return true
  }

  /**
   * What happens to an invalid record. A part that has dead letters gets more until it is closed: recovery must find the same
   * ones again, though the policy changed in between.
   */
  judge(record: InvalidRecord, hasDeadLetters: boolean): InvalidRecordPolicy {
    const policy = this.#limits.revision.onInvalidRecord
    if (policy === 'fail') {
      this.#failure ??= record
      this.#stop('invalid')
      return policy
    }
    if (hasDeadLetters || policy === 'dead_letter') return 'dead_letter'
    this.#note('skipped', record)
    return policy
  }

  noteRejected(record: InvalidRecord): void {
    this.#note('rejected', record)
  }

  /** What happened to invalid records since the last call. */
  takeInvalid(): readonly InvalidRecords[] {
    const invalid = [...this.#invalid.values()]
    this.#invalid.clear()
    return invalid
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

  #note(fate: InvalidRecords['fate'], record: InvalidRecord): void {
    const known = this.#invalid.get(fate)
    this.#invalid.set(fate, { fate, first: known?.first ?? record, count: (known?.count ?? 0) + 1 })
  }

  #stop(stoppage: Stoppage): false {
    this.#stoppage = stoppage
    return false
  }
}

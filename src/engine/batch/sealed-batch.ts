import type { ExportJob, Revision } from '../../model/export-job.ts'
import type { Intent } from '../../model/ledger.ts'
import { InternalError } from '../../model/internal-error.ts'
import { buffersOf, releaseParts } from './batch-part.ts'
import type { BatchPart } from './batch-part.ts'

export interface SealedBatchInit {
  readonly job: ExportJob
  readonly batch: string
  readonly revision: Revision
  /** Batch time: milliseconds since the Unix epoch. */
  readonly time: number
  /** Partitions ascending, at least one. */
  readonly parts: readonly BatchPart[]
  /** Rule 9: other records than were announced. */
  readonly incomplete: boolean
}

/** A closed batch, complete: what its objects are made of. Owns the memory of its records until it is released. */
export class SealedBatch implements SealedBatchInit {
  readonly job: ExportJob
  readonly batch: string
  readonly revision: Revision
  readonly time: number
  readonly parts: readonly BatchPart[]
  readonly incomplete: boolean
  readonly partitions: readonly number[]
  readonly #intents: ReadonlyMap<number, Intent>

  constructor({ job, batch, revision, time, parts, incomplete }: SealedBatchInit) {
    this.job = job
    this.batch = batch
    this.revision = revision
    this.time = time
    this.parts = parts
    this.incomplete = incomplete
    this.partitions = parts.map(({ partition }) => partition)
    this.#intents = new Map(parts.map((part) => [part.partition, intentOf(part, this)]))
  }

  /** Of its records and dead letters. */
  get bytes(): number {
    return buffersOf(this.parts).reduce((sum, { size }) => sum + size, 0)
  }

  /** Bytes that are not in memory. */
  get spilled(): number {
    return buffersOf(this.parts).reduce((sum, { spilled }) => sum + spilled, 0)
  }

  /** Brings all into memory. Throws where it cannot be read. */
  load(): void {
    for (const buffer of buffersOf(this.parts)) buffer.load()
  }

  /** What is announced of a partition. */
  intent(partition: number): Intent {
    const intent = this.#intents.get(partition)
    if (intent === undefined)
      throw new InternalError(`Cannot announce "${this.batch}": partition ${partition} is not in it`)
    return intent
  }

  /** Releases what lies within the first so many bytes of its records, part after part; whether some memory is gone. */
  releaseFirst(bytes: number): boolean {
    let before = 0
    let some = false
    for (const { records } of this.parts) {
      if (before >= bytes) break
      some = records.releaseFirst(bytes - before) || some
      before += records.size
    }
    return some
  }

  /** `reusable`: no upload can still be reading it. Idempotent. */
  release(use: 'reusable' | 'spent'): void {
    releaseParts(this.parts, use)
  }
}

function intentOf(
  { end, records, skipped, rejected, log }: BatchPart,
  { batch, revision, time, partitions }: SealedBatch,
): Intent {
  return {
    batch,
    revision: revision.revision,
    time,
    partitions,
    end,
    records: records.count,
    skipped,
    crc: records.crc,
    ...(rejected === undefined
      ? {}
      : { rejected: { records: rejected.records.count, crc: rejected.records.crc, from: rejected.from } }),
    ...(log === undefined ? {} : { log }),
  }
}

import type { RecordDecoder } from '../../model/record-decoder.ts'
import type { Fetched } from '../../model/stream.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { InternalError } from '../../model/internal-error.ts'
import { RECORDS_REJECTED, RECORDS_SKIPPED } from '../diagnostics.ts'
import type { OpenPart } from '../decide/parts-to-close.ts'
import type { Exporter } from '../exporter.ts'
import type { LedgerSession } from '../membership/ledger-session.ts'
import { OpenBatch } from './open-batch.ts'
import { buffersOf, releaseParts } from './batch-part.ts'
import type { BatchPart } from './batch-part.ts'
import { PartitionBuffer } from './partition-buffer.ts'
import type { Spill } from './spill.ts'

/** The open batch of the partitions owned now, and what was fetched for it but not yet decoded. */
export class Collector {
  readonly open: OpenBatch
  readonly #exporter: Exporter
  readonly #buffers: ReadonlyMap<number, PartitionBuffer>
  #fetched: readonly Fetched[] = []

  constructor(exporter: Exporter, ledger: LedgerSession, decoder: RecordDecoder | undefined) {
    this.#exporter = exporter
    this.open = new OpenBatch(exporter.world, limitsOf(exporter))
    this.#buffers = new Map(
      ledger.partitions.map((partition) => {
        const { end: begin, offset: position } = ledger.entry(partition)
        return [partition, new PartitionBuffer(this.open, { partition, begin, position }, decoder)]
      }),
    )
  }

  /** Everything fetched was decoded. */
  get isDrained(): boolean {
    return this.#fetched.length === 0
  }

  buffer(partition: number): PartitionBuffer {
    const buffer = this.#buffers.get(partition)
    if (buffer === undefined) throw new InternalError(`Cannot read partition ${partition}: it is not owned`)
    return buffer
  }

  /** What was read and not yet decoded counts as used memory. */
  add(fetched: readonly Fetched[]): void {
    this.#fetched = [...this.#fetched, ...fetched]
    this.#exporter.world.budget.charge(bytesOf(fetched))
  }

  /** Decodes as much as the open batch admits. */
  drain(): void {
    this.open.resume(limitsOf(this.#exporter))
    let done = 0
    for (const fetched of this.#fetched) {
      const buffer = this.#buffers.get(fetched.partition)
      if (buffer !== undefined && !buffer.decode(fetched)) break
      done++
    }
    if (done > 0) this.#drop(done)
    const now = this.#exporter.world.clock.now()
    for (const buffer of this.#buffers.values()) buffer.date(now)
    this.#reportInvalid()
  }

  /** The parts with records or dead letters, partitions ascending. */
  parts(isFree: (partition: number) => boolean): readonly OpenPart[] {
    const filled = [...this.#buffers.values()].filter(({ records }) => records > 0)
    return filled.map(({ partition, bytes, records, openedAt }) => {
      return { partition, bytes, records, openedAt, free: isFree(partition) }
    })
  }

  /** Bytes of the open batch in memory that can be spilled. */
  get spillable(): number {
    return [...this.#buffers.values()].reduce((sum, { spillable }) => sum + spillable, 0)
  }

  /** Moves what it can of the open batch out of memory; whether all fitted. */
  spill(to: Spill): boolean {
    let fitted = true
    for (const buffer of this.#buffers.values()) fitted = fitted && buffer.spill(to)
    this.#countSpilled()
    return fitted
  }

  /** Closes these parts; their next ranges begin where they end. */
  detach(partitions: readonly number[]): readonly BatchPart[] {
    const parts = partitions.map((partition) => this.buffer(partition).detach())
    for (const { count, size } of buffersOf(parts)) this.open.remove({ records: count, bytes: size })
    this.#countSpilled()
    return parts
  }

  /** Releases all memory. */
  discard(): void {
    this.#drop(this.#fetched.length)
    releaseParts(this.detach([...this.#buffers.keys()]), 'reusable')
  }

  #countSpilled(): void {
    this.open.noteSpilled([...this.#buffers.values()].reduce((sum, { spilled }) => sum + spilled, 0))
  }

  #drop(count: number): void {
    const dropped = this.#fetched.slice(0, count)
    this.#fetched = this.#fetched.slice(count)
    for (const fetched of dropped) fetched.release()
    this.#exporter.world.budget.refund(bytesOf(dropped))
  }

  #reportInvalid(): void {
    const { address, current } = this.#exporter.job()
    for (const { fate, first, count } of this.open.takeInvalid()) {
      const many = count === 1 ? 'A record' : `${count} records`
      const what = fate === 'skipped' ? 'left out' : `written below "${current.deadLetterPrefix}"`
      const detail = `${many} ${count === 1 ? 'was' : 'were'} ${what}, first the one at offset ${first.offset} of partition ${first.partition}, because ${first.reason}.`
      this.#exporter.warn(diagnose(fate === 'skipped' ? RECORDS_SKIPPED : RECORDS_REJECTED, { detail, address }))
    }
  }
}

function limitsOf(exporter: Exporter) {
  const { maxObjectBytes, maxObjectRecords, current } = exporter.job()
  return { maxObjectBytes, maxObjectRecords, revision: current }
}

function bytesOf(fetched: readonly Fetched[]): number {
  return fetched.reduce((sum, { bytes }) => sum + bytes, 0)
}

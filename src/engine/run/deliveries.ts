import { diagnose } from '../../model/diagnostic.ts'
import { SPILL_FULL } from '../diagnostics.ts'
import { moved } from '../decide/next-entry.ts'
import { closesAt, partsToClose } from '../decide/parts-to-close.ts'
import { batchTime } from '../decide/batch-time.ts'
import { deliver } from './deliver.ts'
import { sealBatches } from '../batch/seal-batches.ts'
import { TaskGroup } from '../waiting/task-group.ts'
import type { Connector } from '../../model/connector.ts'
import type { Collector } from '../batch/collector.ts'
import type { Closing } from '../decide/parts-to-close.ts'
import type { Membership } from '../membership/membership.ts'
import type { BudgetHolder } from '../batch/memory-budget.ts'
import type { SealedBatch } from '../batch/sealed-batch.ts'

/** The membership's signal ends all that is in flight. */
export interface DeliveriesDeps extends Membership {
  readonly collector: Collector
  readonly wake: () => void
}

const SPILL_DETAIL =
  'Nothing more fits into the directory of --spill: its disk is full, or --spill-max is reached. Open batches are closed early meanwhile, as without it. Nothing is lost. Make room, or raise --spill-max.'

/** What is in flight: closed batches on their way, at most one per partition, and positions being committed. */
export class Deliveries implements BudgetHolder {
  readonly #deps: DeliveriesDeps
  readonly #tasks: TaskGroup
  readonly #inFlight = new Set<number>()
  readonly #failing = new Set<SealedBatch>()
  #memoryNeeded = false
  #spillIsFull = false
  #opening = false
  #offsetsAt: number

  constructor(deps: DeliveriesDeps) {
    this.#deps = deps
    this.#tasks = new TaskGroup(deps.wake)
    this.#offsetsAt = deps.exporter.world.clock.monotonic()
  }

  /** Nothing is in flight and nothing waits to be. */
  get isIdle(): boolean {
    return this.#tasks.size === 0 && this.#deps.collector.open.records === 0
  }

  /** Some object could not be written and is retried. */
  get isFailing(): boolean {
    return this.#failing.size > 0
  }

  /** Milliseconds until a part that may be closed is due; Infinity where there is none. */
  closesIn(): number {
    if (this.#opening || this.#deps.collector.open.records === 0) return Infinity
    const { clock } = this.#deps.exporter.world
    const { intervalMs } = this.#deps.exporter.job()
    const free = this.#openParts().filter((part) => part.free)
    return free.reduce((least, part) => Math.min(least, closesAt(part.openedAt, intervalMs) - clock.now()), Infinity)
  }

  throwFailure(): void {
    this.#tasks.throwFailure()
  }

  settled(): Promise<void> {
    return this.#tasks.settled()
  }

  /** Decodes what was fetched and starts what is due, until neither moves. */
  pump({ flush }: { readonly flush: boolean }): void {
    if (flush) this.#closeWhatIsDue(flush)
    else this.#decodeAndClose()
    this.#commitOffsets(flush)
  }

  /** Milliseconds until positions without records are committed; Infinity where there are none. */
  offsetsDueIn(): number {
    if (this.#movedPartitions().length === 0) return Infinity
    const { clock } = this.#deps.exporter.world
    return Math.max(0, this.#offsetsAt + this.#deps.exporter.job().intervalMs - clock.monotonic())
  }

  relievable(): number {
    const { bytes, held } = this.#deps.collector.open
    const spillable = this.#maySpill() ? this.#deps.collector.spillable : 0
    if (spillable > 0) return spillable
    if (this.#inFlight.size === 0) return held
    const free = this.#openParts().reduce((sum, part) => sum + (part.free ? part.bytes : 0), 0)
    return 2 * free >= bytes ? Math.min(free, held) : 0
  }

  relieve(): void {
    this.#memoryNeeded = true
    this.#deps.wake()
  }

  roomAgain(): void {
    this.#memoryNeeded = this.#spillIsFull = false
    this.#deps.wake()
  }

  #openParts() {
    const { collector, exporter } = this.#deps
    return collector.parts((partition) => exporter.rules.maySeal(partition, this.#inFlight))
  }

  #decodeAndClose(): void {
    const { collector, exporter } = this.#deps
    let again = true
    while (again) {
      collector.drain()
      if (!collector.open.mayGrow()) exporter.world.budget.relieve()
      again = this.#closeWhatIsDue(false) && !collector.isDrained
    }
  }

  /** What is spilled is loaded back as a whole: no more of it than fits beside what others hold. */
  #maySpill(): boolean {
    const { exporter, collector } = this.#deps
    if (exporter.world.spill === undefined || this.#spillIsFull) return false
    return collector.open.bytes <= exporter.world.budget.setAsideBytes
  }

  /** Memory is needed: moves the open batch out of it, where that is possible, instead of closing it. */
  #spill(): void {
    const { exporter, collector } = this.#deps
    const { spill } = exporter.world
    if (spill === undefined || !this.#maySpill()) return
    const before = collector.spillable
    const fitted = collector.spill(spill)
    this.#spillIsFull = !fitted
    if (!fitted) exporter.warnOnce(diagnose(SPILL_FULL, { detail: SPILL_DETAIL, address: exporter.job().address }))
    if (fitted && before > 0) this.#memoryNeeded = false
  }

  #closeWhatIsDue(flush: boolean): boolean {
    const { exporter, collector } = this.#deps
    if (collector.open.records === 0) return false
    if (this.#memoryNeeded && !flush) this.#spill()
    const { intervalMs, maxObjectBytes, maxObjectRecords } = exporter.job()
    const limits = { intervalMs, maxObjectBytes, maxObjectRecords }
    const now = exporter.world.clock.now()
    const full = collector.open.stoppage === 'full'
    const figures = { ...limits, now, parts: this.#openParts(), full, memoryNeeded: this.#memoryNeeded, flush }
    const closing = partsToClose(figures)
    const connector = closing === undefined ? undefined : this.#destination()
    if (closing === undefined || connector === undefined) return false
    this.#close(closing, { limits: connector.limits, now })
    return true
  }

  /** The destination of the newest revision; a new one is opened meanwhile. */
  #destination(): Connector | undefined {
    const { exporter, signal } = this.#deps
    const { current } = exporter.job()
    const ready = exporter.connectors.ready(current)
    if (ready !== undefined || this.#opening) return ready
    this.#opening = true
    const opened = exporter.connectors.open(current, signal).then(() => undefined)
    this.#tasks.add(opened, () => (this.#opening = false))
    return undefined
  }

  #close(
    { reason, partitions }: Closing,
    { limits, now }: { readonly limits: Connector['limits']; readonly now: number },
  ): void {
    const { exporter, ledger, collector } = this.#deps
    const job = exporter.job()
    const timeOf = (of: readonly number[]) =>
      batchTime({
        reason,
        now,
        intervalMs: job.intervalMs,
        lastTimes: of.map((partition) => ledger.entry(partition).time),
      })
    const newBatch = () => exporter.world.ids.batch()
    this.#memoryNeeded = false
    const closed = collector.detach(partitions)
    for (const sealed of sealBatches(closed, { job, formats: exporter.world.formats, limits, timeOf, newBatch }))
      this.#deliver(sealed)
  }

  #deliver(sealed: SealedBatch): void {
    const onRetry = () => this.#failing.add(sealed)
    const left = this.#deps.collector.open.leave(sealed.bytes - sealed.spilled)
    const task = deliver(sealed, { membership: this.#deps, onRetry })
    this.#track(task, sealed.partitions, () => {
      this.#failing.delete(sealed)
      left()
    })
  }

  /** Positions move also over stretches without records for us, at most once an interval. */
  #commitOffsets(flush: boolean): void {
    const { exporter, ledger, collector } = this.#deps
    if (!flush && this.offsetsDueIn() > 0) return
    const partitions = this.#movedPartitions()
    if (partitions.length === 0) return
    this.#offsetsAt = exporter.world.clock.monotonic()
    const positions = new Map(partitions.map((partition) => [partition, positionOf(collector, partition)]))
    const write = ledger.write({
      partitions,
      change: (entry, partition) => moved(entry, positions.get(partition) ?? { offset: entry.offset }),
    })
    this.#track(write, partitions)
  }

  /** Nothing buffered, nothing in flight, and yet further than the ledger says. */
  #movedPartitions(): readonly number[] {
    const { ledger, collector } = this.#deps
    return ledger.partitions.filter((partition) => {
      const buffer = collector.buffer(partition)
      const idle = buffer.records === 0 && !this.#inFlight.has(partition)
      return idle && buffer.position > ledger.entry(partition).offset
    })
  }

  #track(task: Promise<void>, partitions: readonly number[], ended?: () => void): void {
    partitions.forEach((partition) => this.#inFlight.add(partition))
    this.#tasks.add(task, () => {
      partitions.forEach((partition) => this.#inFlight.delete(partition))
      ended?.()
    })
  }
}

function positionOf(collector: Collector, partition: number): { readonly offset: number; readonly log?: string } {
  const { position: offset, log } = collector.buffer(partition)
  return log === undefined ? { offset } : { offset, log }
}

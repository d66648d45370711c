import { diagnose } from '../../model/diagnostic.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { CANCELLED, linkedAbort } from '../../lib/linked-abort.ts'
import { sameSettings } from '../../model/same-value.ts'
import { Deadline } from '../waiting/deadline.ts'
import { Wake } from '../waiting/wake.ts'
import { Collector } from '../batch/collector.ts'
import { Deliveries } from './deliveries.ts'
import { INVALID_RECORD } from '../diagnostics.ts'
import { LOOK_UP } from '../objects/read-again.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import { TaskGroup } from '../waiting/task-group.ts'
import type { ExportJob } from '../../model/export-job.ts'
import type { OfferValues, RecordDecoder } from '../../model/record-decoder.ts'
import type { Fetched } from '../../model/stream.ts'
import type { Goal } from './goal.ts'
import type { OpenBatch } from '../batch/open-batch.ts'
import type { Exporter } from '../exporter.ts'
import type { Membership } from '../membership/membership.ts'
import type { StopReason } from '../stop-race.ts'

/** Reads, collects, closes and delivers during one membership, until there is a reason to stop. */
export class ExportLoop {
  readonly #membership: Membership
  readonly #goal: Goal | undefined
  readonly #openedFor: ExportJob
  readonly #wake = new Wake()
  readonly #deadline: Deadline
  readonly #over
  readonly #decoder: RecordDecoder | undefined
  readonly #collector: Collector
  readonly #deliveries: Deliveries
  readonly #reads = new TaskGroup(() => this.#wake.notify())
  readonly #progress: ProgressReporter

  /** `openedFor`: the job as it was when the stream was opened. */
  constructor(membership: Membership, openedFor: ExportJob, goal: Goal | undefined) {
    this.#membership = membership
    this.#goal = goal
    this.#openedFor = openedFor
    const { exporter, ledger } = membership
    this.#deadline = new Deadline(exporter.world.clock, () => this.#wake.notify())
    this.#over = linkedAbort(membership.signal)
    this.#decoder = exporter.decoderOf(openedFor.current)
    this.#collector = new Collector(exporter, ledger, this.#decoder)
    const wake = () => this.#wake.notify()
    this.#deliveries = new Deliveries({ ...membership, signal: this.#over.signal, collector: this.#collector, wake })
    this.#progress = new ProgressReporter(exporter)
  }

  /**
   * Gives the reason when all that was read is delivered. Rejects with RejoinNeeded when the membership was lost, with the reason of
   * the race where everything is abandoned, and with DiagnosedError for what retrying cannot fix.
   */
  async run(): Promise<StopReason> {
    const { exporter, ledger } = this.#membership
    const leaveBudget = exporter.world.budget.enter(this.#deliveries)
    const unfollow = this.#wakeOnStop()
    const { partitions } = ledger
    exporter.world.emit({ event: 'running', exporter: exporter.name, partitions })
    try {
      return await this.#loop()
    } finally {
      unfollow()
      this.#deadline.cancel()
      this.#over.abort(CANCELLED)
      this.#over.release()
      await Promise.all([this.#reads.settled(), this.#deliveries.settled()])
      this.#collector.discard()
      leaveBudget()
    }
  }

  async #loop(): Promise<StopReason> {
    for (;;) {
      this.#throwIfOver()
      const flush = this.#mustFlush()
      this.#deliveries.pump({ flush })
      this.#progress.report(this.#collector.open)
      if (!flush && this.#mustFlush()) continue
      if (flush && this.#deliveries.isIdle) {
        const { reason } = this.#membership.stops
        if (reason?.type === 'failed') throw reason.error
        if (reason !== undefined) return reason
        this.#goal?.look()
      }
      if (!flush && this.#mayRead()) this.#read()
      this.#deadline.setIn(this.#nextMoment())
      await this.#wake.wait()
    }
  }

  #wakeOnStop(): () => void {
    const { drain, abandon } = this.#membership.stops
    const wake = () => this.#wake.notify()
    for (const signal of [drain, abandon]) signal.addEventListener('abort', wake)
    return () => [drain, abandon].forEach((signal) => signal.removeEventListener('abort', wake))
  }

  #throwIfOver(): void {
    this.#membership.signal.throwIfAborted()
    this.#deliveries.throwFailure()
    this.#reads.throwFailure()
  }

  /** Nothing more is read; what was read is delivered. */
  #mustFlush(): boolean {
    const { stops } = this.#membership
    const { failure } = this.#collector.open
    if (failure !== undefined && stops.reason?.type !== 'failed') {
      stops.report({ type: 'failed', error: this.#invalidRecord(failure) })
    }
    if (this.#streamChanged()) stops.report({ type: 'stream-changed' })
    return stops.reason !== undefined || this.#hasCaughtUp()
  }

  #streamChanged(): boolean {
    const [now, then] = [this.#membership.exporter.job(), this.#openedFor]
    if (now.topic !== then.topic || now.group !== then.group) return true
    return !sameSettings(now.stream, then.stream) || now.current.decoder !== then.current.decoder
  }

  #hasCaughtUp(): boolean {
    const goal = this.#goal
    if (goal === undefined) return false
    const { partitions } = this.#membership.ledger
    return partitions.every((partition) => goal.isPassed(partition, this.#collector.buffer(partition).position))
  }

  #invalidRecord({ partition, offset, reason }: { partition: number; offset: number; reason: string }): DiagnosedError {
    const { address, name } = this.#membership.exporter.job()
    const detail = `The record at offset ${offset} of partition ${partition} cannot become a line, because ${reason}. Everything before it was exported. Set \`on_invalid_record = "dead_letter"\` in "${name}" to have such records written to an object of their own, or \`"skip"\` to leave them out.`
    return new DiagnosedError([diagnose(INVALID_RECORD, { detail, address })])
  }

  /** While a destination fails, what is in memory is enough. */
  #mayRead(): boolean {
    if (this.#reads.size > 0 || !this.#collector.isDrained || this.#deliveries.isFailing) return false
    return this.#collector.open.mayGrow()
  }

  #read(): void {
    const { exporter, reader } = this.#membership
    const { budget, settings } = exporter.world
    const { pollMs } = settings
    const signal = this.#over.signal
    const poll = () => reader.poll({ waitMs: pollMs, maxBytes: budget.fetchBytes(settings.fetchBytes), signal })
    const polled = retryUntilDone(exporter, { what: 'read the stream', signal }, poll)
    const prepared = this.#decoder?.prepare === undefined ? polled : polled.then((fetched) => this.#prepare(fetched))
    const read = prepared.then(
      (fetched) => this.#collector.add(fetched),
      (error: unknown) => this.#reportUnreadable(error),
    )
    this.#reads.add(read)
  }

  /** Everything that was fetched can be decoded then. */
  async #prepare(fetched: readonly Fetched[]): Promise<readonly Fetched[]> {
    const { exporter } = this.#membership
    const { signal } = this.#over
    try {
      for (const each of fetched) {
        const offer: OfferValues = (consumer) => Promise.resolve(void each.fork(each.begin).decode(consumer))
        const prepare = () => this.#decoder?.prepare?.(offer, signal) ?? Promise.resolve()
        await retryUntilDone(exporter, { what: LOOK_UP, signal }, prepare)
      }
      return fetched
    } catch (error) {
      for (const each of fetched) each.release()
      throw error
    }
  }

  #reportUnreadable(error: unknown): void {
    if (!(error instanceof DiagnosedError)) throw error
    this.#membership.stops.report({ type: 'failed', error })
  }

  #nextMoment(): number {
    return Math.min(this.#deliveries.closesIn(), this.#deliveries.offsetsDueIn())
  }
}

/** Reports the figures of the open batch, not more often than the settings say, and only when they changed. */
class ProgressReporter {
  readonly #exporter: Exporter
  #reportedAt = -Infinity
  #reported = 0

  constructor(exporter: Exporter) {
    this.#exporter = exporter
  }

  report(open: OpenBatch): void {
    const { clock, emit, settings } = this.#exporter.world
    const now = clock.monotonic()
    if (open.records === this.#reported || now - this.#reportedAt < settings.progressMs) return
    this.#reportedAt = now
    this.#reported = open.records
    emit({ event: 'progress', exporter: this.#exporter.name, openRecords: open.records, openBytes: open.bytes })
  }
}

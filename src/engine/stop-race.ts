import { CANCELLED, linkedAbort } from '../lib/linked-abort.ts'
import type { Clock } from '../model/clock.ts'
import type { DiagnosedError } from '../model/diagnosed-error.ts'
import type { RejoinNeeded } from './membership/rejoin-needed.ts'
import type { EngineWorld } from './world.ts'

/** How the process asks an exporter to stop. The signals' own reasons mean nothing here. */
export interface StopSignals {
  /** Deliver what was read, leave the ledger, end. */
  readonly stop: AbortSignal
  /** End at once; recovery does the rest at the next start. */
  readonly kill: AbortSignal
  /** The job was deleted: like `stop`, and after a grace like `kill`, since whoever deletes it waits for it to leave. */
  readonly removed?: AbortSignal
}

/** Every reason why an exporter stops what it does. */
export type StopReason =
  /** Nothing more is read and what was read is delivered; then the stream is opened again, with its new settings. */
  | { readonly type: 'stream-changed' }
  /** The same; then the exporter ends. */
  | { readonly type: 'stop-requested' | 'job-removed' | 'goal-reached' }
  /** The same; then the exporter fails: an error that retrying cannot fix. */
  | { readonly type: 'failed'; readonly error: DiagnosedError }
  /** Everything in flight is abandoned, and the exporter joins again and recovers. */
  | { readonly type: 'membership-lost'; readonly error: RejoinNeeded }
  /** Everything in flight is abandoned, and the exporter ends. */
  | { readonly type: 'removal-overdue' | 'kill-requested' }

/** A later one takes the place of an earlier one. Of two equally urgent reasons the first counts. */
const URGENCY: { readonly [type in StopReason['type']]: number } = {
  'stream-changed': 0,
  'stop-requested': 1,
  'job-removed': 1,
  'goal-reached': 2,
  failed: 3,
  'membership-lost': 4,
  'removal-overdue': 5,
  'kill-requested': 5,
}

/** What was waited for is no longer wanted. It never carries anything that somebody outside put into a signal. */
export class Stopped extends Error {
  readonly reason: StopReason

  constructor(reason: StopReason) {
    super(`The exporter stops: ${reason.type}`)
    this.name = 'Stopped'
    this.reason = reason
  }
}

/**
 * Where all reasons to stop an exporter meet: whoever knows of one reports it here, and whoever waits does so on one of the two
 * signals. A membership has a race of its own within that of its exporter.
 */
export class StopRace {
  readonly #parent: StopRace | undefined
  readonly #drain
  readonly #abandon
  readonly #over = new AbortController()
  #own: StopReason | undefined

  constructor(parent?: StopRace) {
    this.#parent = parent
    this.#drain = linkedAbort(...(parent === undefined ? [] : [parent.drain]))
    this.#abandon = linkedAbort(...(parent === undefined ? [] : [parent.abandon]))
  }

  /** The most urgent one by now. */
  get reason(): StopReason | undefined {
    const outer = this.#parent?.reason
    if (this.#own === undefined || outer === undefined) return this.#own ?? outer
    return URGENCY[this.#own.type] > URGENCY[outer.type] ? this.#own : outer
  }

  /** Aborted by the first reason of all: nothing more is begun. */
  get drain(): AbortSignal {
    return this.#drain.signal
  }

  /** Aborted by the first reason that leaves no time to deliver what was read. */
  get abandon(): AbortSignal {
    return this.#abandon.signal
  }

  report(reason: StopReason): void {
    if (this.#own === undefined || URGENCY[reason.type] > URGENCY[this.#own.type]) this.#own = reason
    const error = reason.type === 'membership-lost' ? reason.error : new Stopped(reason)
    if (!this.drain.aborted) this.#drain.abort(error)
    if (isAtOnce(reason) && !this.abandon.aborted) this.#abandon.abort(error)
  }

  /** Reports when the signal is aborted. */
  follow(signal: AbortSignal, reason: () => StopReason): void {
    if (signal.aborted) return this.report(reason())
    signal.addEventListener('abort', () => this.report(reason()), { once: true, signal: this.#over.signal })
  }

  /** Reports after so many milliseconds. */
  reportLater(clock: Clock, ms: number, reason: StopReason): void {
    const report = (): void => this.report(reason)
    void clock.sleep(ms, this.#over.signal).then(report, () => undefined)
  }

  /** Follows nothing any more. Idempotent. */
  release(): void {
    this.#over.abort(CANCELLED)
    this.#drain.release()
    this.#abandon.release()
  }
}

/** The race of an exporter, with what its process asks. */
export function exporterStops(
  { stop, kill, removed }: StopSignals,
  { clock, settings }: Pick<EngineWorld, 'clock' | 'settings'>,
): StopRace {
  const stops = new StopRace()
  stops.follow(kill, () => ({ type: 'kill-requested' }))
  stops.follow(stop, () => ({ type: 'stop-requested' }))
  if (removed === undefined) return stops
  stops.follow(removed, () => {
    stops.reportLater(clock, settings.removalGraceMs, { type: 'removal-overdue' })
    return { type: 'job-removed' }
  })
  return stops
}

function isAtOnce({ type }: StopReason): boolean {
  return URGENCY[type] >= URGENCY['membership-lost']
}

import type { Clock } from '../model/clock.ts'
import type { EventWriter } from '../model/event-writer.ts'
import type { NextEvent } from './random-events.ts'

/** Events appended at once when there is no time to wait for. */
const EVENTS_AT_ONCE = 2000
const PROGRESS_MS = 5000
/** Shortest wait: many events a second go in small groups. */
const TICK_MS = 10

export interface SimulationOptions {
  readonly writer: EventWriter
  readonly next: NextEvent
  readonly clock: Clock
  /** Milliseconds from one event to the next; fractions are kept on average; 0 = as fast as possible. */
  readonly intervalMs: number
  /** Ends after so many events. */
  readonly count?: number
  /** Ends after so long. */
  readonly durationMs?: number
  /** Told about every five seconds how many events were sent so far. */
  readonly onProgress?: (sent: number) => void
  /** Ends the simulation, which is no failure. */
  readonly signal: AbortSignal
}

/** Sends events until count, duration or signal ends it; gives how many were sent. Rejects when the writer does. */
export async function runSimulation(options: SimulationOptions): Promise<number> {
  const simulation = new Simulation(options)
  await simulation.run()
  return simulation.sent
}

class Simulation {
  sent = 0
  readonly #options: SimulationOptions
  readonly #begin: number
  #nextProgress = PROGRESS_MS

  constructor(options: SimulationOptions) {
    this.#options = options
    this.#begin = options.clock.monotonic()
  }

  async run(): Promise<void> {
    while (!this.#isOver()) {
      const due = this.#due()
      if (due > 0) await this.#send(due)
      else await this.#wait()
      this.#tellProgress()
    }
  }

  #elapsed(): number {
    return this.#options.clock.monotonic() - this.#begin
  }

  #isOver(): boolean {
    const { count = Infinity, durationMs = Infinity, signal } = this.#options
    return signal.aborted || this.sent >= count || this.#elapsed() >= durationMs
  }

  /** How many events should have been sent by now and were not, at most a handful for one append. */
  #due(): number {
    const { intervalMs, count = Infinity } = this.#options
    const soFar = intervalMs === 0 ? Infinity : Math.floor(this.#elapsed() / intervalMs) + 1
    return Math.min(EVENTS_AT_ONCE, Math.min(soFar, count) - this.sent)
  }

  async #send(count: number): Promise<void> {
    const { writer, next, clock, signal } = this.#options
    const timestamp = clock.now()
    const events = Array.from({ length: count }, () => next(timestamp))
    await writer.append(events, signal)
    this.sent += count
  }

  async #wait(): Promise<void> {
    const { clock, intervalMs, durationMs = Infinity, signal } = this.#options
    const elapsed = this.#elapsed()
    const until = Math.min(Math.max(this.sent * intervalMs, elapsed + TICK_MS), durationMs, this.#nextProgress)
    try {
      await clock.sleep(Math.max(1, until - elapsed), signal)
    } catch (error) {
      if (!signal.aborted) throw error
    }
  }

  #tellProgress(): void {
    const elapsed = this.#elapsed()
    if (elapsed < this.#nextProgress) return
    this.#nextProgress = (Math.floor(elapsed / PROGRESS_MS) + 1) * PROGRESS_MS
    this.#options.onProgress?.(this.sent)
  }
}

import { setMaxListeners } from 'node:events'
import type { ExportJob } from '../../model/export-job.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { CANCELLED, linkedAbort } from '../../lib/linked-abort.ts'
import { UNEXPECTED_FAILURE } from '../diagnostics.ts'
import { runExporter } from './run-exporter.ts'
import type { ExporterOutcome, RunOptions } from './run-exporter.ts'
import type { EngineWorld } from '../world.ts'

/** The applied exporters, as they are now. */
export interface JobSource {
  /** Names are unique; a deleted one is missing. */
  readonly jobs: () => readonly ExportJob[]
  /** Resolves when `jobs` may have changed since it was called last; rejects with the signal's reason. */
  readonly changed: (signal: AbortSignal) => Promise<void>
}

export interface FleetOptions extends RunOptions {
  /** Called when every exporter of the source has failed for good, and when that is over because the source has a new or changed one. Not with `once`. */
  readonly onAllFailed?: (allFailed: boolean) => void
}

/** By uid. */
export type FleetOutcome = ReadonlyMap<string, ExporterOutcome>

/**
 * Runs all exporters of a process, each failing alone. Follows the source: new ones start, missing ones flush and leave, one
 * that failed starts again when the source changes it. Without `once` it ends when asked to; with `once`, when all that were
 * there at the start have ended.
 */
export function runFleet(source: JobSource, world: EngineWorld, options: FleetOptions): Promise<FleetOutcome> {
  return new Fleet(source, world, options).run()
}

interface Running {
  job: ExportJob
  /** Its job was deleted. */
  readonly removed: AbortController
}

class Fleet {
  readonly #source: JobSource
  readonly #world: EngineWorld
  readonly #options: FleetOptions
  readonly #running = new Map<string, Running>()
  readonly #endings = new Set<Promise<void>>()
  readonly #failed = new Map<string, ExportJob>()
  readonly #outcomes = new Map<string, ExporterOutcome>()
  #haveAllFailed = false

  constructor(source: JobSource, world: EngineWorld, options: FleetOptions) {
    this.#source = source
    this.#world = world
    this.#options = options
  }

  async run(): Promise<FleetOutcome> {
    // Every exporter listens to them; that many are no leak.
    setMaxListeners(0, this.#options.stop, this.#options.kill)
    const over = linkedAbort(this.#options.stop, this.#options.kill)
    try {
      this.#startMissing()
      const following = this.#follow(over.signal)
      if (this.#options.once) await this.#allEnded()
      else await untilAborted(over.signal)
      over.abort(CANCELLED)
      await following
      await this.#allEnded()
      return this.#outcomes
    } finally {
      over.release()
    }
  }

  /** Until asked to end. A source that cannot be read retries and reports that itself. */
  async #follow(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.#source.changed(signal)
      } catch (error) {
        if (signal.aborted) return
        throw error
      }
      this.#adopt()
      if (!this.#options.once) this.#startMissing()
    }
  }

  /** New settings for those that run; an end for those that were deleted. */
  #adopt(): void {
    const jobs = new Map(this.#source.jobs().map((job) => [job.uid, job]))
    for (const [uid, running] of this.#running) {
      const job = jobs.get(uid)
      if (job === undefined) running.removed.abort(CANCELLED)
      else running.job = job
    }
  }

  #startMissing(): void {
    const { stop, kill } = this.#options
    if (stop.aborted || kill.aborted) return
    const jobs = this.#source.jobs()
    for (const job of jobs) {
      if (this.#failed.get(job.uid) !== job && !this.#running.has(job.uid)) this.#start(job)
    }
    this.#reportAllFailed(jobs.length > 0 && this.#running.size === 0)
  }

  #reportAllFailed(allFailed: boolean): void {
    if (allFailed === this.#haveAllFailed) return
    this.#haveAllFailed = allFailed
    this.#options.onAllFailed?.(allFailed)
  }

  #start(job: ExportJob): void {
    const running: Running = { job, removed: new AbortController() }
    this.#failed.delete(job.uid)
    this.#running.set(job.uid, running)
    const ending = this.#runToEnd(running).finally(() => this.#endings.delete(ending))
    this.#endings.add(ending)
  }

  async #runToEnd(running: Running): Promise<void> {
    const { uid } = running.job
    const outcome = await this.#runGuarded(running)
    this.#running.delete(uid)
    const incomplete = outcome.incomplete || this.#outcomes.get(uid)?.incomplete === true
    this.#outcomes.set(uid, { ...outcome, incomplete })
    if (outcome.outcome === 'failed') this.#failed.set(uid, running.job)
    if (!this.#options.once) this.#startMissing()
  }

  async #runGuarded(running: Running): Promise<ExporterOutcome> {
    const { stop, kill, once } = this.#options
    const removed = running.removed.signal
    try {
      return await runExporter(() => running.job, this.#world, { stop, kill, removed, once })
    } catch (error) {
      return this.#unexpected(running.job, error)
    }
  }

  #unexpected({ name, address }: ExportJob, error: unknown): ExporterOutcome {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error)
    const diagnostics = [diagnose(UNEXPECTED_FAILURE, { detail: `"${name}" stopped: ${what}`, address })]
    this.#world.emit({ event: 'failed', exporter: name, diagnostics })
    return { outcome: 'failed', incomplete: false, diagnostics }
  }

  async #allEnded(): Promise<void> {
    while (this.#endings.size > 0) await Promise.all(this.#endings)
  }
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return
  await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

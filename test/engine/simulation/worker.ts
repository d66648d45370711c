import type { ExportJob } from '../../../src/model/export-job.ts'
import type { MemoryBudget } from '../../../src/engine/batch/memory-budget.ts'
import type { ExporterOutcome } from '../../../src/engine/run/run-exporter.ts'
import type { EngineSettings } from '../../../src/engine/world.ts'
import type { LossyLink } from './lossy-link.ts'
import type { Process } from './scheduler.ts'
import type { Exported } from './shared-world.ts'

/** A process that runs the real engine. */
export interface Worker {
  /** Which of the workers it is: the one that takes its place has the same number. */
  readonly slot: number
  readonly process: Process
  readonly link: LossyLink
  readonly budget: MemoryBudget
  readonly stop: AbortController
  readonly runs: readonly Run[]
}

/** One exporter in one worker. */
export interface Run {
  readonly exported: Exported
  /** The settings as this worker knows them. */
  job: ExportJob
  outcome: ExporterOutcome | undefined
}

export const SETTINGS: EngineSettings = {
  retry: { firstMs: 50, maxMs: 500 },
  createTimeoutMs: 3000,
  headTimeoutMs: 1000,
  fetchBytes: 40,
  pollMs: 700,
  goalMs: 500,
  removalGraceMs: 1000,
  progressMs: 1000,
  roomMs: 1000,
}

/** It hears of the newest settings. */
export function learn({ runs }: Worker): void {
  for (const run of runs) run.job = run.exported.job
}

export function hasEnded({ runs }: Worker): boolean {
  return runs.every(({ outcome }) => outcome !== undefined)
}

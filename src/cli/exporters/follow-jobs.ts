import { isDeepStrictEqual } from 'node:util'
import type { JobSource } from '../../engine/run/fleet.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { ExportJob } from '../../model/export-job.ts'
import type { RulesDeps } from '../../model/kind.ts'
import { Secret } from '../../model/secret.ts'
import type { State, StateStore } from '../../model/state.ts'
import { exportJobs } from '../../resources/batch-exporter/export-jobs.ts'
import { INTERNAL_PROBLEM } from '../diagnostics.ts'
import { systemClock } from '../process/system-clock.ts'

const RETRY_MS = 5_000

export interface FollowOptions {
  readonly store: StateStore
  readonly state: State
  /** Only these exporters, by name; all when empty. */
  readonly names: readonly string[]
  readonly context: Pick<RulesDeps, 'connectors' | 'streams'>
  /** The state cannot be read just now: what runs goes on, reading is tried again. */
  readonly onProblem: (diagnostics: readonly Diagnostic[]) => void
}

/** The applied exporters as the state has them: `up` follows an apply in another terminal. */
export function followJobs({ store, state, names, context, onProblem }: FollowOptions): JobSource {
  let current = state
  let jobs = new Map<string, ExportJob>()
  const look = (): readonly ExportJob[] => {
    const wanted = exportJobs(current, context).filter((job) => names.length === 0 || names.includes(job.name))
    jobs = new Map(wanted.map((job) => [job.uid, sameOrNew(job, jobs.get(job.uid))]))
    return [...jobs.values()]
  }
  const changed = async (signal: AbortSignal): Promise<void> => {
    for (;;) {
      try {
        await store.changed(current.serial, signal)
        current = (await store.read()) ?? current
        return
      } catch (error) {
        signal.throwIfAborted()
        onProblem(
          error instanceof DiagnosedError
            ? error.diagnostics
            : [diagnose(INTERNAL_PROBLEM, { detail: `The state cannot be followed: ${String(error)}` })],
        )
        await systemClock.sleep(RETRY_MS, signal)
      }
    }
  }
  return { jobs: look, changed }
}

/** The job object stays the same while its settings do: the fleet recognizes changes, and a failed job that is given again, by identity. */
function sameOrNew(job: ExportJob, known: ExportJob | undefined): ExportJob {
  return known !== undefined && isDeepStrictEqual(plainOf(job), plainOf(known)) ? known : job
}

/** Secrets compare by what they hold. The value goes nowhere else. */
function plainOf(value: unknown): unknown {
  if (value instanceof Secret) return plainOf(value.reveal())
  if (value instanceof Map) return [...value].map(plainOf)
  if (Array.isArray(value)) return value.map(plainOf)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plainOf(item)]))
}

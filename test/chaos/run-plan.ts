import { CRASH_POINTS } from './workers.ts'

/** What a run is made of, besides what its seed chooses. */
export interface RunPlan {
  /** Processes of `up` at a time, from 1. */
  readonly workers: number
  /** `--workers` of each of them. */
  readonly members: number
  readonly compression: 'none' | 'gzip' | 'zstd'
  /** Records that are no lines, and `on_invalid_record = "dead_letter"`. */
  readonly deadLetters: boolean
  /** Beside the other producer the Java client commits and aborts transactions. */
  readonly transactions: boolean
  /** One record of 10 MB in each partition, among ones of 40 bytes. */
  readonly largeRecords: boolean
  /** Open batches are spilled to a disk that is soon full. */
  readonly tightDisk: boolean
  /** A worker comes and one leaves every two seconds, whatever else happens. */
  readonly comeAndGo: boolean
  /** Whoever starts takes over at once from the one before; so there is one at a time. */
  readonly staticMembership: boolean
  /** Where the first workers kill themselves, one after the other, as STRMCTL_CRASH_AT says it. */
  readonly crashAt: readonly string[]
}

/** Of the run with this number, from 0: every crash point has had its turn after seven runs, the rest after twelve. */
export function planOf(run: number): RunPlan {
  const point = CRASH_POINTS[run % CRASH_POINTS.length] ?? 'announced'
  const times = 1 + (Math.floor(run / CRASH_POINTS.length) % 3)
  return {
    workers: 1 + (run % 3),
    members: run % 4 === 3 ? 2 : 1,
    compression: (['none', 'gzip', 'none', 'zstd'] as const)[run % 4] ?? 'none',
    deadLetters: point === 'between-objects' || run % 2 === 1,
    transactions: run % 3 === 1,
    largeRecords: run % 5 === 2,
    tightDisk: run % 5 === 4,
    comeAndGo: run % 4 === 2,
    staticMembership: run % 3 === 0 && run % 4 < 2,
    // There is something to recover only after an announcement.
    crashAt: point === 'recovering' ? ['announced', 'recovering'] : [`${point}:${times}`],
  }
}

/** For the report of a run. */
export function describePlan(plan: RunPlan): string {
  const { workers, members, compression, crashAt } = plan
  const flags = Object.entries(plan).filter(([, value]) => value === true)
  const size = members === 1 ? `${workers} workers` : `${workers} x --workers ${members}`
  return [
    size,
    ...(compression === 'none' ? [] : [compression]),
    ...flags.map(([name]) => name),
    crashAt.join(' '),
  ].join(', ')
}

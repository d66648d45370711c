import { CRASH_POINTS } from './workers.ts'

/** What a run is made of, besides what its seed chooses. */
export interface RunPlan {
  /** Processes of `up` at a time, from 1. */
  readonly workers: number
  /** `--workers` of each of them. */
  readonly members: number
  /** Of the same topic, in each process. */
  readonly exporters: number
  /** In the cluster: with 3 each record and position is on all of them, and leaders move. */
  readonly brokers: 1 | 3
  readonly compression: 'none' | 'gzip' | 'zstd'
  /** Records that are no lines, and `on_invalid_record = "dead_letter"`. */
  readonly deadLetters: boolean
  /** Beside the other producer the Java client commits and aborts transactions. */
  readonly transactions: boolean
  /** Records of 10 MB among ones of 10 bytes. */
  readonly largeRecords: boolean
  /** Open batches are spilled to a disk that is soon full. */
  readonly tightDisk: boolean
  /** So little memory that bodies are let go while they are sent, and read again when that fails. */
  readonly littleMemory: boolean
  /** A worker comes and one leaves every two seconds, whatever else happens. */
  readonly comeAndGo: boolean
  /** Whoever starts takes over at once from the one before; so there is one at a time. */
  readonly staticMembership: boolean
  /** Processes are stopped for longer than their session lasts, two at a time, and others take over meanwhile. */
  readonly zombies: boolean
  /** All brokers are away for a minute, besides everything else. */
  readonly outage: boolean
  /** Where the first workers kill themselves, one after the other, as STRMCTL_CRASH_AT says it. */
  readonly crashAt: readonly string[]
}

/** Of the run with this number, from 0: every crash point has had its turn after seven runs, the rest after ten. */
export function planOf(run: number): RunPlan {
  const point = CRASH_POINTS[run % CRASH_POINTS.length] ?? 'announced'
  const times = 1 + (Math.floor(run / CRASH_POINTS.length) % 3)
  const staticMembership = run % 3 === 0 && run % 4 < 2
  const zombies = run % 4 === 1 && !staticMembership
  return {
    // Somebody has to take over.
    workers: Math.max(1 + (run % 3), zombies ? 2 : 1),
    exporters: 1 + (Math.floor(run / 2) % 3),
    brokers: run % 5 === 3 ? 3 : 1,
    members: run % 4 === 3 ? 2 : 1,
    compression: (['none', 'gzip', 'none', 'zstd'] as const)[run % 4] ?? 'none',
    deadLetters: point === 'between-objects' || run % 2 === 1,
    transactions: run % 3 === 1,
    largeRecords: run % 5 === 2,
    tightDisk: run % 5 === 4,
    littleMemory: run % 4 === 0 && run % 5 !== 4,
    comeAndGo: run % 4 === 2,
    staticMembership,
    zombies,
    outage: run % 10 === 6,
    // There is something to recover only after an announcement.
    crashAt: point === 'recovering' ? ['announced', 'recovering'] : [`${point}:${times}`],
  }
}

/** For the report of a run. */
export function describePlan(plan: RunPlan): string {
  const { workers, members, exporters, brokers, compression, crashAt } = plan
  const flags = Object.entries(plan).filter(([, value]) => value === true)
  const size = members === 1 ? `${workers} workers` : `${workers} x --workers ${members}`
  return [
    size,
    ...(exporters === 1 ? [] : [`${exporters} exporters`]),
    ...(brokers === 1 ? [] : [`${brokers} brokers`]),
    ...(compression === 'none' ? [] : [compression]),
    ...flags.map(([name]) => name),
    crashAt.join(' '),
  ].join(', ')
}

/** Who runs, who is killed, and what happens then. */
export interface RecoveryCase {
  readonly name: string
  readonly described: string
  /** Processes of `up`. */
  readonly processes: number
  /** Of each. */
  readonly workers: number
  readonly isStatic: boolean
  /** Whether another is started at once by us, as a supervisor would; workers are started again by `up` itself. */
  readonly isRestarted: boolean
  /** Milliseconds that all live before the next kill. `up --workers` waits longer and longer for a worker that dies soon. */
  readonly restMs: number
}

/** A worker that lived for longer counts as one that never died (`src/cli/workers/supervise.ts`). */
const REST_OF_WORKERS = 31_000

export const RECOVERY_CASES: readonly RecoveryCase[] = [
  {
    name: 'restart',
    described: 'one process, started again at once',
    processes: 1,
    workers: 1,
    isStatic: false,
    isRestarted: true,
    restMs: 0,
  },
  {
    name: 'restart-static',
    described: 'one process with static membership, started again at once',
    processes: 1,
    workers: 1,
    isStatic: true,
    isRestarted: true,
    restMs: 0,
  },
  {
    name: 'one-of-two',
    described: 'one of two processes, which stays away until the other has its partitions',
    processes: 2,
    workers: 1,
    isStatic: false,
    isRestarted: false,
    restMs: 0,
  },
  {
    name: 'workers',
    described: 'one of two workers of `up --workers 2`, which starts it again',
    processes: 1,
    workers: 2,
    isStatic: false,
    isRestarted: false,
    restMs: REST_OF_WORKERS,
  },
  {
    name: 'workers-static',
    described: 'one of two workers of `up --workers 2` with static membership, which starts it again',
    processes: 1,
    workers: 2,
    isStatic: true,
    isRestarted: false,
    restMs: REST_OF_WORKERS,
  },
]

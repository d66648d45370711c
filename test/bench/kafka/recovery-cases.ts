import { LASTING_MS } from '../../../src/cli/workers/restart-delay.ts'

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
  /** Milliseconds that the one to be killed has lived at least: `up --workers` waits before it starts a worker again that died sooner. */
  readonly lifeMs: number
  /** Seconds of its own, whatever the others have. */
  readonly session?: number
}

/** With the margin of a look. */
const LIFE_OF_WORKERS = LASTING_MS + 500

export const RECOVERY_CASES: readonly RecoveryCase[] = [
  {
    name: 'restart',
    described: 'one process, started again at once',
    processes: 1,
    workers: 1,
    isStatic: false,
    isRestarted: true,
    lifeMs: 0,
  },
  {
    name: 'restart-6s',
    described: 'one process with `session_timeout = "6s"`, started again at once',
    processes: 1,
    workers: 1,
    isStatic: false,
    isRestarted: true,
    lifeMs: 0,
    session: 6,
  },
  {
    name: 'restart-static',
    described: 'one process with static membership, started again at once',
    processes: 1,
    workers: 1,
    isStatic: true,
    isRestarted: true,
    lifeMs: 0,
  },
  {
    name: 'one-of-two',
    described: 'one of two processes, which stays away until the other has its partitions',
    processes: 2,
    workers: 1,
    isStatic: false,
    isRestarted: false,
    lifeMs: 0,
  },
  {
    name: 'workers',
    described: 'one of two workers of `up --workers 2`, which starts it again',
    processes: 1,
    workers: 2,
    isStatic: false,
    isRestarted: false,
    lifeMs: LIFE_OF_WORKERS,
  },
  {
    name: 'workers-static',
    described: 'one of two workers of `up --workers 2` with static membership, which starts it again',
    processes: 1,
    workers: 2,
    isStatic: true,
    isRestarted: false,
    lifeMs: LIFE_OF_WORKERS,
  },
]

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
}

export const RECOVERY_CASES: readonly RecoveryCase[] = [
  {
    name: 'restart',
    described: 'one process, started again at once',
    processes: 1,
    workers: 1,
    isStatic: false,
    isRestarted: true,
  },
  {
    name: 'restart-static',
    described: 'one process with static membership, started again at once',
    processes: 1,
    workers: 1,
    isStatic: true,
    isRestarted: true,
  },
  {
    name: 'one-of-two',
    described: 'one of two processes, which stays away until the other has its partitions',
    processes: 2,
    workers: 1,
    isStatic: false,
    isRestarted: false,
  },
  {
    name: 'workers',
    described: 'one of two workers of `up --workers 2`, which starts it again',
    processes: 1,
    workers: 2,
    isStatic: false,
    isRestarted: false,
  },
  {
    name: 'workers-static',
    described: 'the same with static membership',
    processes: 1,
    workers: 2,
    isStatic: true,
    isRestarted: false,
  },
]

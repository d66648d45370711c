/** What the process says when it ends: a contract with scripts. */
export const EXIT = {
  ok: 0,
  error: 1,
  changes: 2,
  found: 3,
  stale: 4,
  locked: 5,
  declined: 6,
  usage: 64,
  interrupted: 130,
  terminated: 143,
} as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

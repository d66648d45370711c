/** Time, injected so that tests and the simulation own it. All values in milliseconds. */
export interface Clock {
  /** Wall clock: since the Unix epoch; may jump. */
  now(): number
  /** Never jumps; comparable only within this process. */
  monotonic(): number
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

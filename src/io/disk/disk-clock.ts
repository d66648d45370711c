/** Time as this folder needs it, in milliseconds; the clock of the model fits. */
export interface DiskClock {
  /** Wall clock, only shown to people. */
  now(): number
  /** Never jumps; comparable only within this process. */
  monotonic(): number
  /** Resolves after `ms`; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** How long to wait between attempts, in milliseconds. */
export interface RetryPolicy {
  /** Ceiling of the first wait; doubled with each attempt. */
  readonly firstMs: number
  /** Ceiling of all waits. */
  readonly maxMs: number
}

/** The wait after failed attempt number `attempt` (from 1): exponential with full jitter, at least 1 ms. `random` lies in [0, 1). */
export function retryDelay(policy: RetryPolicy, attempt: number, random: number): number {
  const ceiling = Math.min(policy.maxMs, policy.firstMs * 2 ** Math.min(attempt - 1, 40))
  return Math.max(1, Math.ceil(ceiling * random))
}

import { retryDelay } from '../../lib/retry-delay.ts'

/** Milliseconds of life after which a worker died of something new. */
export const LASTING_MS = 10_000
const AGAIN = { firstMs: 2_000, maxMs: 30_000 }

/** How often a worker has died in a row, with one more death after it lived for so many milliseconds. */
export function deathsInARow(before: number, livedMs: number): number {
  return livedMs > LASTING_MS ? 1 : before + 1
}

/**
 * Milliseconds until it is started again: none after one death, since others wait for its partitions; then longer and longer,
 * up to half a minute. `random` in [0, 1).
 */
export function restartDelay(deaths: number, random: number): number {
  return deaths <= 1 ? 0 : retryDelay(AGAIN, deaths - 1, (1 + random) / 2)
}

import type { CloseReason } from './parts-to-close.ts'

export interface BatchTimeParts {
  readonly reason: CloseReason
  /** Wall clock, milliseconds since the Unix epoch; may have jumped back. */
  readonly now: number
  readonly intervalMs: number
  /** The times in the entries of the batch's partitions. */
  readonly lastTimes: readonly (number | undefined)[]
}

/**
 * The time in a batch's key: the interval's end where that closed it, else now; always later than the last of any of its
 * partitions, so that keys never repeat.
 */
export function batchTime({ reason, now, intervalMs, lastTimes }: BatchTimeParts): number {
  const target = reason === 'interval' ? Math.floor(now / intervalMs) * intervalMs : Math.floor(now)
  return lastTimes.reduce<number>((time, last) => (last === undefined ? time : Math.max(time, last + 1)), target)
}

import type { Clock } from '../../../model/clock.ts'

/** After an error the next attempt does not wait for long. */
const HURRY_MS = 1000

/** Does it every `ms` milliseconds until the signal is aborted; sooner again after `false`. */
export async function repeat(
  action: () => Promise<boolean>,
  { clock, ms, signal }: { readonly clock: Clock; readonly ms: number; readonly signal: AbortSignal },
): Promise<void> {
  let wait = ms
  while (!signal.aborted) {
    try {
      await clock.sleep(wait, signal)
    } catch (error) {
      if (signal.aborted) return
      throw error
    }
    wait = (await action()) ? ms : Math.min(ms, HURRY_MS)
  }
}

import { performance } from 'node:perf_hooks'
import type { Clock } from '../../model/clock.ts'

/** Longest wait of one timer; longer ones fire at once in Node. */
const LONGEST_MS = 2 ** 31 - 1

/** The machine's time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  sleep: (ms, signal) => (ms > LONGEST_MS ? sleepLong(ms, signal) : sleepOnce(ms, signal)),
}

async function sleepLong(ms: number, signal?: AbortSignal): Promise<void> {
  for (let left = ms; left > 0; left -= LONGEST_MS) await sleepOnce(Math.min(left, LONGEST_MS), signal)
}

function sleepOnce(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const refuse = (): void => {
      clearTimeout(timer)
      reject(signal?.reason instanceof Error ? signal.reason : new Error('Aborted', { cause: signal?.reason }))
    }
    const timer = setTimeout(
      () => {
        signal?.removeEventListener('abort', refuse)
        resolve()
      },
      Math.max(0, ms),
    )
    if (signal?.aborted === true) refuse()
    else signal?.addEventListener('abort', refuse, { once: true })
  })
}

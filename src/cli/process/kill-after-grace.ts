import { systemClock } from './system-clock.ts'

/** What may still be released in order once a process is asked to end at once. */
export const STOP_GRACE_MS = 5_000
/** For what is printed last. */
const LAST_WORDS_MS = 1_000

/**
 * The result of `work`, or nothing where it has not ended STOP_GRACE_MS after `kill`, as when a broker does not answer. A
 * second later the process then ends, whatever it still waits for: recovery does the rest, as after SIGKILL.
 */
export async function killAfterGrace<T>(work: Promise<T>, kill: AbortSignal): Promise<T | undefined> {
  const ended = new AbortController()
  if (kill.aborted) exitLater()
  else kill.addEventListener('abort', exitLater, { once: true, signal: ended.signal })
  try {
    return await Promise.race([work, overdue(kill, ended.signal)])
  } finally {
    ended.abort()
  }
}

/** With the exit code that was set until then. */
function exitLater(): void {
  setTimeout(() => process.exit(), STOP_GRACE_MS + LAST_WORDS_MS).unref()
}

async function overdue(kill: AbortSignal, ended: AbortSignal): Promise<undefined> {
  await new Promise<void>((resolve) => {
    if (kill.aborted) resolve()
    else kill.addEventListener('abort', () => resolve(), { once: true, signal: ended })
  })
  await systemClock.sleep(STOP_GRACE_MS, ended).catch(() => undefined)
  return undefined
}

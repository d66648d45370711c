import { once } from 'node:events'

/** The result of an action, or the signal's reason as soon as it is aborted; the action may go on then. */
export async function untilAborted<Result>(action: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const finished = new AbortController()
  try {
    return await Promise.race([action, rejectWhenAborted(signal, finished.signal)])
  } finally {
    finished.abort()
  }
}

async function rejectWhenAborted(signal: AbortSignal, noLonger: AbortSignal): Promise<never> {
  signal.throwIfAborted()
  await once(signal, 'abort', { signal: noLonger })
  throw signal.reason
}

import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { InternalError } from '../../model/internal-error.ts'
import { retryDelay } from '../../lib/retry-delay.ts'
import { BodyReleased } from '../objects/body-released.ts'
import { RejoinNeeded } from '../membership/rejoin-needed.ts'
import type { EngineWorld } from '../world.ts'

/** Whose attempts they are. */
export interface RetryDeps {
  readonly name: string
  readonly world: Pick<EngineWorld, 'clock' | 'emit' | 'random' | 'settings'>
}

export interface RetryOptions {
  /** What is tried, after "cannot". */
  readonly what: string
  readonly signal: AbortSignal
  /** Also errors that say that waiting does not mend them: a destination may be mended while we wait. */
  readonly anyError?: boolean
  readonly onRetry?: () => void
}

/** Tries until it works, with growing waits, and tells each failure. Rejects with the signal's reason, or with what waiting does not mend. */
export async function retryUntilDone<T>(trier: RetryDeps, how: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  for (let number = 1; ; number++) {
    how.signal.throwIfAborted()
    try {
      return await attempt()
    } catch (error) {
      how.signal.throwIfAborted()
      if (isOurs(error) || (isLasting(error) && how.anyError !== true)) throw error
      how.onRetry?.()
      await pause(trier, how, { number, error })
    }
  }
}

/** Tells the failure and waits. */
async function pause(
  trier: RetryDeps,
  { what, signal }: Pick<RetryOptions, 'what' | 'signal'>,
  failed: { readonly number: number; readonly error: unknown },
): Promise<void> {
  const { clock, emit, random, settings } = trier.world
  const delayMs = retryDelay(settings.retry, failed.number, random())
  const reason = failed.error instanceof Error ? failed.error.message : String(failed.error)
  emit({ event: 'retrying', exporter: trier.name, what, reason, attempt: failed.number, delayMs })
  await clock.sleep(delayMs, signal)
}

function isLasting(error: unknown): boolean {
  return error instanceof DiagnosedError && !error.mayPass
}

function isOurs(error: unknown): boolean {
  return error instanceof RejoinNeeded || error instanceof BodyReleased || error instanceof InternalError
}

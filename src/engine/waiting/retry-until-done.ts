import { SinkError } from '../../model/connector.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { ExportJob } from '../../model/export-job.ts'
import { InternalError } from '../../model/internal-error.ts'
import { retryDelay } from '../../lib/retry-delay.ts'
import { ATTEMPT_FAILED } from '../diagnostics.ts'
import { BodyReleased } from '../objects/body-released.ts'
import { RejoinNeeded } from '../membership/rejoin-needed.ts'
import type { EngineWorld } from '../world.ts'
import type { OpenRetries } from './open-retries.ts'
import { messageOf } from '../../lib/message-of.ts'

/** Whose attempts they are: an exporter. */
export interface RetryDeps {
  readonly name: string
  readonly job: () => Pick<ExportJob, 'address'>
  readonly retries: OpenRetries
  readonly world: Pick<EngineWorld, 'clock' | 'emit' | 'explainSinkError' | 'random' | 'settings'>
}

export interface RetryOptions {
  /** What is tried, after "cannot". */
  readonly what: string
  readonly signal: AbortSignal
  /** Retries also errors that say that retrying cannot fix them: somebody may repair a destination meanwhile. */
  readonly anyError?: boolean
  readonly onRetry?: () => void
}

interface FailedAttempt {
  /** From 1. */
  readonly number: number
  readonly error: unknown
}

/**
 * Tries until it works, with growing waits, and reports each failure and the success after them. Rejects with the signal's
 * reason, or with an error that retrying cannot fix.
 */
export async function retryUntilDone<T>(deps: RetryDeps, how: RetryOptions, attempt: () => Promise<T>): Promise<T> {
  try {
    for (let number = 1; ; number++) {
      how.signal.throwIfAborted()
      try {
        const result = await attempt()
        reportSuccess(deps, how, number - 1)
        return result
      } catch (error) {
        how.signal.throwIfAborted()
        if (isOurs(error) || (isLasting(error) && how.anyError !== true)) throw error
        how.onRetry?.()
        await pause(deps, how, { number, error })
      }
    }
  } finally {
    deps.retries.giveUp(how)
  }
}

function reportSuccess({ name, retries, world }: RetryDeps, how: RetryOptions, failures: number): void {
  retries.succeed(how)
  if (failures > 0) world.emit({ event: 'resumed', exporter: name, what: how.what, failures })
}

/** Reports the failure and waits. */
async function pause(deps: RetryDeps, how: RetryOptions, failed: FailedAttempt): Promise<void> {
  const { clock, emit, random, settings } = deps.world
  const delayMs = retryDelay(settings.retry, failed.number, random())
  const diagnostic = diagnosticOf(deps, failed.error)
  const { code } = diagnostic
  const isNew = deps.retries.fail(how, code)
  const event = { exporter: deps.name, what: how.what, attempt: failed.number, delayMs, code }
  emit({ event: 'retrying', ...event, ...(isNew ? { diagnostic } : {}) })
  await clock.sleep(delayMs, how.signal)
}

/** A warning, whatever it is elsewhere: the exporter goes on. */
function diagnosticOf({ job, world }: RetryDeps, error: unknown): Diagnostic {
  const known = error instanceof DiagnosedError ? error.diagnostics[0] : undefined
  const sunk = error instanceof SinkError ? world.explainSinkError(error) : undefined
  return { address: job().address, ...(known ?? sunk ?? unexplained(error)), severity: 'warning' }
}

function unexplained(error: unknown): Diagnostic {
  const message = messageOf(error)
  const detail = `${message.replace(/\.$/, '')}. It is retried until it works; if it does not, check that what it needs runs and can be reached from here.`
  return diagnose(ATTEMPT_FAILED, { detail })
}

function isLasting(error: unknown): boolean {
  return error instanceof DiagnosedError && !error.mayPass
}

function isOurs(error: unknown): boolean {
  return error instanceof RejoinNeeded || error instanceof BodyReleased || error instanceof InternalError
}

import type { CheckStep } from '../model/connector.ts'
import type { Diagnostic } from '../model/diagnostic.ts'

/** One thing to try. `explain` turns what it threw into the diagnostic with the remedy. */
export interface CheckAttempt {
  /** What is tried, in words for people: `write test object`. */
  readonly step: string
  readonly attempt: () => Promise<unknown>
  readonly explain: (error: unknown) => Diagnostic
  /** The connector works also when this fails: only a warning. */
  readonly optional?: boolean
}

/**
 * The named validation steps of a connector, in order; ends after the first that failed.
 * Rejects only with the signal's reason.
 */
export async function* runCheck(attempts: readonly CheckAttempt[], signal: AbortSignal): AsyncIterable<CheckStep> {
  for (const attempt of attempts) {
    signal.throwIfAborted()
    const result = await tryStep(attempt, signal)
    yield result
    if (result.outcome === 'failed') return
  }
}

async function tryStep({ step, attempt, explain, optional }: CheckAttempt, signal: AbortSignal): Promise<CheckStep> {
  try {
    await attempt()
    return { step, outcome: 'passed' }
  } catch (error) {
    signal.throwIfAborted()
    const diagnostic = explain(error)
    return optional === true
      ? { step, outcome: 'warning', diagnostic: { ...diagnostic, severity: 'warning' } }
      : { step, outcome: 'failed', diagnostic }
  }
}

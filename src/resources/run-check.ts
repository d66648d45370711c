import type { Connector } from '../model/connector.ts'
import { DiagnosedError } from '../model/diagnosed-error.ts'
import type { ActionDeps } from '../model/kind.ts'

/** The validation steps of a place as lines of progress. Rejects with the diagnostic of the step that failed. */
export async function runCheck(connector: Connector, prefix: string, context: ActionDeps): Promise<void> {
  for await (const step of connector.check(prefix, context.signal)) {
    if (step.outcome === 'failed') throw new DiagnosedError([step.diagnostic])
    if (step.outcome === 'warning') context.warn(step.diagnostic)
    context.progress(`${step.step}: ${step.outcome}`)
  }
}

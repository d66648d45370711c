import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import type { Exporter } from '../exporter.ts'

/** The empty validation object of each start: tried for ever, since a destination may be mended while we wait. */
export async function checkDestination(exporter: Exporter, signal: AbortSignal): Promise<void> {
  const what = `use ${exporter.job().current.connector.address}`
  const attempt = () => checkOnce(exporter, signal)
  await retryUntilDone(exporter, { what, signal, anyError: true }, () => exporter.startWithinLimit(signal, attempt))
}

async function checkOnce(exporter: Exporter, signal: AbortSignal): Promise<void> {
  const { current } = exporter.job()
  const connector = await exporter.connectors.open(current, signal)
  for await (const step of connector.check(current.pathPrefix, signal)) {
    if (step.outcome === 'warning') exporter.warnOnce(step.diagnostic)
    if (step.outcome === 'failed') throw new DiagnosedError([step.diagnostic])
  }
}

import type { Connector } from '../model/connector.ts'
import { DiagnosedError } from '../model/diagnosed-error.ts'
import { persevere } from './persevere.ts'
import type { Exporter } from './exporter.ts'

/** The empty validation object of each start: tried for ever, since a destination may be mended while we wait. */
export async function checkDestination(exporter: Exporter, signal: AbortSignal): Promise<void> {
  const what = `use ${exporter.job().current.connector.address}`
  await persevere(exporter, { what, signal, anyError: true }, async () => {
    const { current } = exporter.job()
    await checkOnce(exporter, await exporter.connectors.open(current, signal), signal)
  })
}

async function checkOnce(exporter: Exporter, connector: Connector, signal: AbortSignal): Promise<void> {
  for await (const step of connector.check(exporter.job().current.pathPrefix, signal)) {
    if (step.outcome === 'warning') exporter.warnOnce(step.diagnostic)
    if (step.outcome === 'failed') throw new DiagnosedError([step.diagnostic])
  }
}

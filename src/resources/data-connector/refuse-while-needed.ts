import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { FieldValue } from '../../model/fields.ts'
import type { ActionDeps } from '../../model/kind.ts'
import { Secret } from '../../model/secret.ts'
import type { RecordedResource } from '../../model/state.ts'
import { CONNECTOR_STILL_NEEDED } from '../action-diagnostics.ts'
import { readAttributes, type ExporterAttributes } from '../batch-exporter/attributes.ts'
import { readLedger } from '../batch-exporter/ledger-of.ts'

/**
 * Refuses to forget a connector's secrets while an exporter that moved away from it has an announced object there: revisions keep
 * destinations without secrets, so nobody could finish it. Without secrets on record there is nothing to lose.
 */
export async function refuseWhileNeeded(recorded: RecordedResource, context: ActionDeps): Promise<void> {
  if (!holdsSecret(recorded.fields)) return
  for (const exporter of context.state().resources) {
    const attributes = exporter.kind === 'batch_exporter' ? readAttributes(exporter.attributes) : undefined
    const numbers = revisionsAt(recorded.address, attributes)
    if (numbers.size === 0) continue
    const entries = await readLedger(exporter, context)
    const open = [...entries.values()].some((entry) => entry.intent !== undefined && numbers.has(entry.intent.revision))
    if (open) throw stillNeeded(recorded.address, exporter.address)
  }
}

function holdsSecret(value: FieldValue): boolean {
  if (value instanceof Secret) return true
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsSecret)
}

function revisionsAt(address: string, attributes: ExporterAttributes | undefined): ReadonlySet<number> {
  const there = attributes?.revisions.filter((revision) => revision.connector.address === address) ?? []
  return new Set(there.map((revision) => revision.revision))
}

function stillNeeded(address: string, exporter: string): DiagnosedError {
  const detail = `"${address}" cannot be deleted yet: "${exporter}" has announced an object there that is not finished. Run "strmctl up --once" to finish it, then apply again.`
  return new DiagnosedError([diagnose(CONNECTOR_STILL_NEEDED, { detail, address })])
}

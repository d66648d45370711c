import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { InternalError } from '../../model/internal-error.ts'
import type { ActionDeps, VariantSettings } from '../../model/kind.ts'
import type { LedgerAdmin, LedgerEntries } from '../../model/ledger.ts'
import type { RecordedResource } from '../../model/state.ts'
import { STREAM_NOT_APPLIED } from '../action-diagnostics.ts'
import { variantOf } from '../variants.ts'
import { readAttributes, type ExporterAttributes } from './attributes.ts'
import { textOf } from './layout.ts'

/** Uses the ledger of an exporter without being a member. */
export function withLedger<Result>(
  exporter: RecordedResource,
  context: ActionDeps,
  use: (ledger: LedgerAdmin) => Promise<Result>,
): Promise<Result> {
  const { uid, group } = preparedAttributes(exporter)
  return context.outside.withStream(streamOf(exporter, context), async (stream) =>
    use(await stream.ledgerAdmin(uid, group)),
  )
}

/** The uid of another exporter whose entries are in the ledger, which two installations were given then. */
export function otherOwner(entries: LedgerEntries, uid: string): string | undefined {
  return [...entries.values()].find((entry) => entry.uid !== uid)?.uid
}

export function readLedger(exporter: RecordedResource, context: ActionDeps): Promise<LedgerEntries> {
  return withLedger(exporter, context, (ledger) => ledger.read(context.signal))
}

/** The variant of the exporter's stream as it is recorded now. */
export function streamOf(exporter: RecordedResource, context: ActionDeps): VariantSettings {
  const address = textOf(exporter.fields, 'stream')
  const stream = context.recorded(address)
  if (stream !== undefined) return variantOf(stream.fields, context.streams)
  const detail = `"${exporter.address}" reads "${address}", which is not applied. Apply a configuration that declares it first.`
  throw new DiagnosedError([diagnose(STREAM_NOT_APPLIED, { detail, address: exporter.address })])
}

/** The attributes of an exporter that was prepared. */
export function preparedAttributes(exporter: RecordedResource): ExporterAttributes {
  const attributes = readAttributes(exporter.attributes)
  if (attributes === undefined) throw new InternalError(`Cannot use "${exporter.address}": it was never prepared`)
  return attributes
}

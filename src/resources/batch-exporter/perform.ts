import type { ActionsContext } from '../../model/kind.ts'
import type { LedgerEntries, LedgerEntry } from '../../model/ledger.ts'
import type { Attributes, RecordedResource } from '../../model/state.ts'
import { runCheck } from '../run-check.ts'
import { variantOf } from '../variants.ts'
import { readAttributes, type ExporterAttributes } from './attributes.ts'
import { preparedAttributes, withLedger } from './ledger-of.ts'
import { textOf } from './layout.ts'

/** Checks the place where the layout is new, then writes the recorded start positions of a new exporter. */
export async function performExporter(
  after: RecordedResource,
  before: RecordedResource | undefined,
  context: ActionsContext,
): Promise<Attributes> {
  const attributes = preparedAttributes(after)
  if (hasNewLayout(attributes, before)) await checkPlace(after, context)
  if (before === undefined) {
    await withLedger(after, context, (ledger) => ledger.initialise(freshEntries(attributes), context.signal))
    context.progress(`Start positions of ${attributes.start.length} partitions written`)
  }
  return after.attributes
}

function hasNewLayout(attributes: ExporterAttributes, before: RecordedResource | undefined): boolean {
  const earlier = before && readAttributes(before.attributes)
  return earlier?.revisions.length !== attributes.revisions.length
}

async function checkPlace(after: RecordedResource, context: ActionsContext): Promise<void> {
  const connector = context.recorded(textOf(after.fields, 'data_connector'))
  if (connector === undefined) return
  const which = variantOf(connector.fields, context.connectors)
  await context.outside.withConnector(which, (opened) => runCheck(opened, textOf(after.fields, 'path_prefix'), context))
}

function freshEntries({ uid, topic, start }: ExporterAttributes): LedgerEntries {
  const partitions = start.length
  return new Map(
    start.map(({ partition, offset, log }): [number, LedgerEntry] => {
      const entry = { offset, end: offset, uid, topic, partitions, proof: [] }
      return [partition, log === undefined ? entry : { ...entry, log }]
    }),
  )
}

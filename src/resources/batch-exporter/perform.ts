import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { ActionDeps } from '../../model/kind.ts'
import type { LedgerAdmin, LedgerEntries, LedgerEntry } from '../../model/ledger.ts'
import { LEDGER_OF_ANOTHER } from '../../model/shared-codes.ts'
import type { Attributes, RecordedResource } from '../../model/state.ts'
import { POSITIONS_EXPIRE_SOON } from '../action-diagnostics.ts'
import { runCheck } from '../run-check.ts'
import { variantOf } from '../variants.ts'
import { readAttributes, type ExporterAttributes } from './attributes.ts'
import { otherOwner, preparedAttributes, withLedger } from './ledger-of.ts'
import { textOf } from './layout.ts'

/** Checks the place where the layout is new, then writes the recorded start positions of a new exporter. */
export async function performExporter(
  after: RecordedResource,
  before: RecordedResource | undefined,
  context: ActionDeps,
): Promise<Attributes> {
  const attributes = preparedAttributes(after)
  if (hasNewLayout(attributes, before)) await checkPlace(after, context)
  if (before === undefined) {
    await withLedger(after, context, async (ledger) => {
      refuseOther(after, attributes, await ledger.read(context.signal))
      await ledger.initialise(freshEntries(attributes), context.signal)
      context.progress(`Start positions of ${attributes.start.length} partitions written`)
      await tellExpiry(after, ledger, context)
    })
  }
  return after.attributes
}

function refuseOther({ address }: RecordedResource, { uid, group }: ExporterAttributes, entries: LedgerEntries): void {
  const other = otherOwner(entries, uid)
  if (other === undefined) return
  const detail = `The ledger "${group}" of "${address}" holds positions of another exporter ("${other}"), so nothing was written into it. Give each exporter a group of its own.`
  throw new DiagnosedError([diagnose(LEDGER_OF_ANOTHER, { detail, address })])
}

const HOUR_MS = 60 * 60 * 1000
/** Below this a holiday is enough to lose the positions. */
const LONG_ENOUGH_MS = 7 * 24 * HOUR_MS

async function tellExpiry({ address }: RecordedResource, ledger: LedgerAdmin, context: ActionDeps): Promise<void> {
  const expiresAfterMs = await ledger.expiresAfterMs?.(context.signal)
  if (expiresAfterMs === undefined) return
  const time = inWords(expiresAfterMs)
  context.progress(`Positions are kept while "up" runs, and for ${time} without it`)
  if (expiresAfterMs >= LONG_ENOUGH_MS) return
  const detail = `The brokers forget the positions of "${address}" when no process exports it for ${time}. Keep "up" running, or raise "offsets.retention.minutes" on the brokers.`
  context.warn(diagnose(POSITIONS_EXPIRE_SOON, { detail, address }))
}

function inWords(ms: number): string {
  const hours = Math.round(ms / HOUR_MS)
  if (hours < 1) return `${Math.round(ms / 60_000)} minutes`
  return hours % 24 === 0 ? `${hours / 24} days` : `${hours} hours`
}

function hasNewLayout(attributes: ExporterAttributes, before: RecordedResource | undefined): boolean {
  const earlier = before && readAttributes(before.attributes)
  return earlier?.revisions.length !== attributes.revisions.length
}

async function checkPlace(after: RecordedResource, context: ActionDeps): Promise<void> {
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

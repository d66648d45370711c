import { parseAddress } from '../../model/address.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { Revision } from '../../model/export-job.ts'
import type { ActionDeps } from '../../model/kind.ts'
import { STREAM_RECREATED } from '../../model/shared-codes.ts'
import type { Attributes, RecordedResource } from '../../model/state.ts'
import type { PartitionBounds } from '../../model/stream.ts'
import { STREAM_NOT_APPLIED } from '../action-diagnostics.ts'
import { readAttributes, writeAttributes, type ExporterAttributes, type StartPosition } from './attributes.ts'
import { layoutOf, sameLayout, type Layout } from './layout.ts'
import { streamOf } from './ledger-of.ts'

/** Identity and start positions once in an exporter's life, and a new revision where the layout changes. Reads the stream, writes nothing. */
export async function prepareExporter(
  after: RecordedResource,
  before: RecordedResource | undefined,
  context: ActionDeps,
): Promise<Attributes> {
  const begun = readAttributes(after.attributes)
  const identity = begun ?? (await newIdentity(after, context))
  if (before === undefined && begun !== undefined) await refuseOtherTopic(after, begun, context)
  const earlier = (before && readAttributes(before.attributes)?.revisions) ?? []
  return writeAttributes({ ...identity, revisions: withLayout(earlier, plannedLayout(after, context), context) })
}

async function newIdentity(after: RecordedResource, context: ActionDeps): Promise<ExporterAttributes> {
  const stream = streamOf(after, context)
  const { topic, partitions } = await context.outside.describe(stream, context.stopping)
  const uid = context.uuid()
  const given = context.streams[stream.variant]?.group?.(stream.settings)
  const group = given ?? `strmctl.${parseAddress(after.address)?.label ?? ''}.${uid}`
  const fromStart = after.fields['include_existing_events'] === true
  return { uid, group, topic, start: partitions.map((bounds) => startAt(bounds, fromStart)), revisions: [] }
}

/** "Latest" is the last stable offset. */
function startAt(bounds: PartitionBounds, fromStart: boolean): StartPosition {
  const position = { partition: bounds.partition, offset: fromStart ? bounds.earliest : bounds.latest }
  return bounds.log === undefined ? position : { ...position, log: bounds.log }
}

/** Recorded start positions mean nothing in another topic. */
async function refuseOtherTopic(
  after: RecordedResource,
  begun: ExporterAttributes,
  context: ActionDeps,
): Promise<void> {
  const { topic } = await context.outside.describe(streamOf(after, context), context.stopping)
  if (topic === begun.topic) return
  const detail = `The creation of "${after.address}" was interrupted, and since then its stream was deleted and recreated. Remove the block of the exporter, apply, put it back and apply again.`
  throw new DiagnosedError([diagnose(STREAM_RECREATED, { detail, address: after.address })])
}

function plannedLayout(after: RecordedResource, context: ActionDeps): Layout {
  const layout = layoutOf(after.fields, (address) => context.recorded(address)?.fields, context.connectors)
  if (layout !== undefined) return layout
  const detail = `"${after.address}" needs a stream and a data connector that are applied. Apply a configuration that declares them first.`
  throw new DiagnosedError([diagnose(STREAM_NOT_APPLIED, { detail, address: after.address })])
}

function withLayout(earlier: readonly Revision[], layout: Layout, context: ActionDeps): readonly Revision[] {
  const current = earlier.at(-1)
  if (current !== undefined && sameLayout(current, layout, context.connectors)) return earlier
  return [...earlier, { revision: (current?.revision ?? 0) + 1, ...layout }]
}

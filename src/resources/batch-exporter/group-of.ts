import { formatAddress } from '../../model/address.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { FieldValues } from '../../model/fields.ts'
import type { ComputedAttribute, PlanningDeps, RulesDeps } from '../../model/kind.ts'
import { GROUP_SHARED } from '../diagnostics.ts'
import { perList } from '../per-list.ts'
import { findVariant } from '../variants.ts'
import { textOf } from './layout.ts'

/** The name of the exporter's group as a plan shows it, where its stream has groups: known beforehand only where it was given one. */
export function groupToShow(exporter: FieldValues, context: PlanningDeps): readonly ComputedAttribute[] {
  const stream = context.need(textOf(exporter, 'stream'))?.fields
  const found = stream && findVariant(stream, context.streams)
  const groupOf = found && context.streams[found.variant]?.group
  if (found === undefined || groupOf === undefined) return []
  const value = groupOf(found.settings)
  return [value === undefined ? { path: 'group' } : { path: 'group', value }]
}

/** A check: a group with a given name is one exporter's. */
export function groupHasOneExporter(
  resource: DesiredResource,
  all: readonly DesiredResource[],
  context: RulesDeps,
): readonly Diagnostic[] {
  const group = givenGroup(resource, all, context)
  if (group === undefined) return []
  const first = exportersOf(all).find((each) => givenGroup(each, all, context) === group)
  const address = formatAddress(resource.address)
  if (first === undefined || formatAddress(first.address) === address) return []
  const detail = `"${address}" and "${formatAddress(first.address)}" would both use the consumer group "${group}". Leave "group" out of the stream, so that each exporter has one of its own.`
  const related = [{ message: 'The other exporter', range: first.range }]
  return [diagnose(GROUP_SHARED, { detail, address, range: resource.range, related })]
}

function givenGroup(
  exporter: DesiredResource,
  all: readonly DesiredResource[],
  context: RulesDeps,
): string | undefined {
  const stream = byAddress(all).get(textOf(exporter.fields, 'stream'))
  const found = stream && findVariant(stream.fields, context.streams)
  return found && context.streams[found.variant]?.group?.(found.settings)
}

const byAddress = perList((all) => new Map(all.map((resource) => [formatAddress(resource.address), resource])))
const exportersOf = perList((all) => all.filter(({ kind }) => kind === 'batch_exporter'))

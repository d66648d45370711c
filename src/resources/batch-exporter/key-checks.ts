import { formatAddress } from '../../model/address.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { FieldValues } from '../../model/fields.ts'
import type { RulesDeps } from '../../model/kind.ts'
import { formatFor, objectSuffix } from '../../model/object-format.ts'
import { keyOverflow } from '../../model/object-key/key-limits.ts'
import { keyPrefix, type KeyLayout } from '../../model/object-key/object-key.ts'
import type { ObjectRole } from '../../model/object-metadata.ts'
import { KEY_TOO_LONG, KEYS_COULD_MEET } from '../diagnostics.ts'
import { perList } from '../per-list.ts'
import { findVariant } from '../variants.ts'
import { deadLetterPrefixOf, formatOf, textOf } from './layout.ts'

type All = readonly DesiredResource[]

/** A check: the longest key fits the store. */
export function keysFit(resource: DesiredResource, all: All, context: RulesDeps): readonly Diagnostic[] {
  const connectorFields = byAddress(all).get(textOf(resource.fields, 'data_connector'))?.fields
  const connector = connectorFields && findVariant(connectorFields, context.connectors)
  const limits = connector && context.connectors[connector.variant]?.limits
  const stream = byAddress(all).get(textOf(resource.fields, 'stream'))?.fields
  if (limits === undefined || stream === undefined) return []
  const layout = { ...prefixesOf(resource.fields), streamName: textOf(stream, 'name') }
  const partitions = partitionsOf(stream, context)
  const overflow = rolesOf(resource.fields)
    .map((role) => ({ role, partitions, suffix: longestSuffix(resource.fields, role, context) }))
    .map((planned) => keyOverflow(layout, planned, limits))
    .find((each) => each !== undefined)
  if (overflow === undefined) return []
  const detail = `Objects of "${formatAddress(resource.address)}" cannot be stored: ${overflow}. Shorten "path_prefix" or the name of the stream "${layout.streamName}".`
  return [diagnose(KEY_TOO_LONG, { detail, ...placeOf(resource) })]
}

/** With the longest compression, so that another one can be chosen later. */
function longestSuffix(fields: FieldValues, role: ObjectRole, { formats }: RulesDeps): string {
  const revision = { format: formatOf(fields) }
  const isCompressed = formatFor(formats, revision, 'lines').compressesItself !== true
  return objectSuffix(formatFor(formats, revision, role), isCompressed ? 'zstd' : 'none')
}

function rolesOf(fields: FieldValues): readonly ObjectRole[] {
  return fields['on_invalid_record'] === 'dead_letter' ? ['lines', 'dead-letters'] : ['lines']
}

function prefixesOf(fields: FieldValues): Pick<KeyLayout, 'pathPrefix' | 'deadLetterPrefix'> {
  return { pathPrefix: textOf(fields, 'path_prefix'), deadLetterPrefix: deadLetterPrefixOf(fields) }
}

function partitionsOf(stream: FieldValues, context: RulesDeps): number | undefined {
  const partitions = findVariant(stream, context.streams)?.settings['partitions']
  return typeof partitions === 'number' ? partitions : undefined
}

/** A check: no two exporters can make the same key. */
export function keysCannotMeet(resource: DesiredResource, all: All, context: RulesDeps): readonly Diagnostic[] {
  const fieldsOf = (address: string): FieldValues | undefined => byAddress(all).get(address)?.fields
  const first = meetingKeys(resource.fields, fieldsOf, context)
    .map((keys) => firstByKeys(all, context).get(keys))
    .find((other) => other !== undefined && formatAddress(other.address) !== formatAddress(resource.address))
  if (first === undefined) return []
  const detail = `"${formatAddress(resource.address)}" and "${formatAddress(first.address)}" read the same stream and write to the same place below the same path prefix, so two objects could get the same key. Give one of them another "path_prefix" or another data connector.`
  const related = [{ message: 'The other exporter', range: placeOf(first).range }]
  return [diagnose(KEYS_COULD_MEET, { detail, ...placeOf(resource), related })]
}

/** Equal text = the exporters' keys can meet: same place, prefix and stream name. */
export function meetingKey(
  fields: FieldValues,
  fieldsOf: (address: string) => FieldValues | undefined,
  context: RulesDeps,
): string | undefined {
  return meetingKeys(fields, fieldsOf, context)[0]
}

/** That of the events and that of the dead letters. */
function meetingKeys(
  fields: FieldValues,
  fieldsOf: (address: string) => FieldValues | undefined,
  context: RulesDeps,
): readonly string[] {
  const connectorFields = fieldsOf(textOf(fields, 'data_connector'))
  const connector = connectorFields && findVariant(connectorFields, context.connectors)
  const stream = fieldsOf(textOf(fields, 'stream'))
  if (connector === undefined || stream === undefined) return []
  const place = context.connectors[connector.variant]?.place(connector.settings, context.directory)
  const prefixes = rolesOf(fields).map((role) => keyPrefix(prefixesOf(fields), role))
  return prefixes.map((prefix) => JSON.stringify([place, prefix, textOf(stream, 'name')]))
}

const byAddress = perList((all) => new Map(all.map((resource) => [formatAddress(resource.address), resource])))

const keysPerContext = new WeakMap<RulesDeps, (all: All) => ReadonlyMap<string, DesiredResource>>()

function firstByKeys(all: All, context: RulesDeps): ReadonlyMap<string, DesiredResource> {
  const compute = keysPerContext.get(context) ?? perList((list) => collectKeys(list, context))
  keysPerContext.set(context, compute)
  return compute(all)
}

function collectKeys(all: All, context: RulesDeps): ReadonlyMap<string, DesiredResource> {
  const first = new Map<string, DesiredResource>()
  for (const resource of all) {
    if (resource.kind !== 'batch_exporter') continue
    const fieldsOf = (address: string): FieldValues | undefined => byAddress(all).get(address)?.fields
    for (const keys of meetingKeys(resource.fields, fieldsOf, context)) {
      if (!first.has(keys)) first.set(keys, resource)
    }
  }
  return first
}

function placeOf(resource: DesiredResource): { readonly address: string; readonly range: DesiredResource['range'] } {
  return { address: formatAddress(resource.address), range: resource.fieldRanges['path_prefix'] ?? resource.range }
}

import type { DesiredResource } from '../../model/desired-resource.ts'
import { type Fields, type FieldValues, isBlock } from '../../model/fields.ts'
import type { KindRules, RulesDeps, UpdateVerdict } from '../../model/kind.ts'
import type { RecordedResource } from '../../model/state.ts'
import type { StreamVariant } from '../../model/stream.ts'
import { judgeFields } from '../judge-fields.ts'
import { defaultName, nameField, nameIsAllowed, nameIsUnique, withName } from '../names.ts'
import { settingsAgree } from '../settings-agree.ts'
import { findVariant, hasOneVariant, variantBlocks } from '../variants.ts'
import { streamListing } from './listing.ts'

const NAME = nameField('stream')

/** A partitioned, ordered source of events. */
export const streamRules: KindRules = {
  kind: 'stream',
  plural: 'streams',
  fields: streamFields,
  variants: (context) => Object.keys(context.streams),
  normalize: (resource, _all, context) => withVariant(withName(resource), context),
  checks: [
    (resource, _all, context) => hasOneVariant(resource, context.streams, 'stream'),
    (resource, _all, context) => settingsAgree(resource, context.streams),
    nameIsAllowed,
    nameIsUnique,
  ],
  judgeUpdate: judgeStream,
  occupies: (fields, context) => {
    const found = findVariant(fields, context.streams)
    const place = found && context.streams[found.variant]?.place?.(found.settings, context.directory)
    return place === undefined ? undefined : { place, handover: 'forget' }
  },
  computed: () => [{ path: 'topic' }],
  listing: streamListing,
  deletion: 'events are never deleted: only what strmctl made itself and what holds no events is removed',
}

function streamFields(context: RulesDeps): Fields {
  const variants: { [name: string]: Pick<StreamVariant, 'doc' | 'fields'> } = {}
  for (const [name, variant] of Object.entries(context.streams)) {
    variants[name] = { doc: variant.doc, fields: withoutRequired(variant) }
  }
  return { name: NAME, ...variantBlocks(variants) }
}

/** What a variant's defaults give need not be written. */
function withoutRequired(variant: StreamVariant): Fields {
  const given = variant.defaults?.('label') ?? {}
  const fields: { [name: string]: Fields[string] } = {}
  for (const [name, field] of Object.entries(variant.fields)) {
    fields[name] = name in given ? { ...field, required: false } : field
  }
  return fields
}

/** Without a block the stream is of the variant that has defaults: the embedded one. */
function withVariant(resource: DesiredResource, context: RulesDeps): DesiredResource {
  const written = Object.keys(context.streams).filter((variant) => isBlock(resource.fields[variant]))
  const chosen =
    written[0] ?? Object.keys(context.streams).find((name) => context.streams[name]?.defaults !== undefined)
  if (chosen === undefined) return resource
  const defaults = context.streams[chosen]?.defaults?.(defaultName(resource.address)) ?? {}
  const settings = { ...defaults, ...withoutNulls(resource.fields[chosen]) }
  return { ...resource, fields: { ...resource.fields, [chosen]: settings } }
}

function withoutNulls(block: FieldValues[string] | undefined): FieldValues {
  if (!isBlock(block)) return {}
  return Object.fromEntries(Object.entries(block).filter(([, value]) => value !== null))
}

function judgeStream(before: RecordedResource, after: FieldValues, context: RulesDeps): UpdateVerdict {
  const [old, wanted] = [findVariant(before.fields, context.streams), findVariant(after, context.streams)]
  const verdict =
    old?.variant === wanted?.variant
      ? judgeFields({ before: before.fields, after }, streamFields(context), context.directory)
      : replacedBy(old?.variant, wanted?.variant)
  if (verdict.verdict !== 'replace') return verdict
  return {
    ...verdict,
    reason: 'another source: its exporters start anew there, events of the old one stay where they are',
  }
}

function replacedBy(...variants: readonly (string | undefined)[]): UpdateVerdict {
  return { verdict: 'replace', because: variants.filter((variant) => variant !== undefined) }
}

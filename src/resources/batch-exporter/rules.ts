import type { FieldValues } from '../../model/fields.ts'
import type { KindRules, NeedsVerdict, PlanningDeps, RulesDeps, UpdateVerdict } from '../../model/kind.ts'
import type { RecordedResource } from '../../model/state.ts'
import { sameValue } from '../../model/same-value.ts'
import { judgeFields } from '../judge-fields.ts'
import { nameIsAllowed, nameIsUnique, withName } from '../names.ts'
import { readAttributes } from './attributes.ts'
import { batchExporterFields } from './fields.ts'
import { keysCannotMeet, keysFit, meetingKey } from './key-checks.ts'
import { groupHasOneExporter, groupToShow } from './group-of.ts'
import { compressedOnce } from './compressed-once.ts'
import { layoutOf, sameLayout, textOf, type Layout } from './layout.ts'
import { connectorIsChosen, withOnlyConnector } from './only-connector.ts'
import { batchExporterListing } from './listing.ts'

/** Reads one stream and writes its events in batches to one data connector. */
export const batchExporterRules: KindRules = {
  kind: 'batch_exporter',
  plural: 'batch_exporters',
  fields: batchExporterFields,
  variants: () => [],
  normalize: (resource, all) => withOnlyConnector(withName(resource), all),
  checks: [
    connectorIsChosen,
    nameIsAllowed,
    nameIsUnique,
    keysFit,
    keysCannotMeet,
    groupHasOneExporter,
    compressedOnce,
  ],
  judgeUpdate: judgeExporter,
  judgeNeeds,
  occupies: (fields, context) => {
    const place = meetingKey(fields, (address) => context.need(address)?.fields, context)
    return place === undefined ? undefined : { place, handover: 'after-delete' }
  },
  computed: (fields, context) => [{ path: 'uid' }, ...groupToShow(fields, context)],
  listing: batchExporterListing,
  deletion:
    'open batches are finished and its positions are removed; objects already written stay, events not yet exported stay in the stream',
}

function judgeExporter(before: RecordedResource, after: FieldValues, context: RulesDeps): UpdateVerdict {
  const verdict = judgeFields({ before: before.fields, after }, batchExporterFields(context), context.directory)
  if (verdict.verdict === 'replace') return { ...verdict, reason: `another stream: ${anew(after)}` }
  const sameStart = sameValue(before.fields['include_existing_events'], after['include_existing_events'])
  if (verdict.verdict === 'refuse' || sameStart) return verdict
  return {
    verdict: 'update',
    reason: 'include_existing_events counts only when an exporter is created: positions stay',
  }
}

/** What a replacement means for the data. */
function anew(after: FieldValues): string {
  const start = after['include_existing_events'] === true ? 'the oldest' : 'only new'
  return `it starts anew there with ${start} events; events of the old one that are not yet exported are left out, objects already written stay`
}

/** A change of the connector or of the stream's name makes a new revision; another stream at the same address makes another exporter. */
function judgeNeeds(before: RecordedResource, after: FieldValues, context: PlanningDeps): NeedsVerdict {
  if (context.need(textOf(after, 'stream'))?.identity === 'new') {
    return { verdict: 'replace', reason: `its stream is replaced: ${anew(after)}`, because: ['stream'] }
  }
  const current = readAttributes(before.attributes)?.revisions.at(-1)
  const wanted = layoutOf(after, (address) => context.need(address)?.fields, context.connectors)
  if (current === undefined || wanted === undefined || sameLayout(current, wanted, context.connectors)) {
    return { verdict: 'unaffected' }
  }
  const { revision } = current
  return {
    verdict: 'update',
    reason: revisionReason(current, wanted, context),
    fieldChanges: [{ path: 'revision', before: revision, after: revision + 1 }],
  }
}

function revisionReason(current: Layout, wanted: Layout, context: RulesDeps): string {
  const moved = !sameLayout(current, { ...wanted, connector: current.connector }, context.connectors) ? 'look' : 'place'
  const what =
    moved === 'place'
      ? `new objects go to ${wanted.connector.address} as it is now`
      : 'new objects are named and made by the new settings'
  return `${what}; batches already begun are finished as they began, nothing is lost or repeated`
}

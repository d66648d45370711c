import type { ConnectorCatalogue } from '../../model/connector.ts'
import type { ExportJob, Revision } from '../../model/export-job.ts'
import type { RulesDeps } from '../../model/kind.ts'
import type { RecordedResource, State } from '../../model/state.ts'
import { withCredentialsOf } from '../credentials.ts'
import { findVariant } from '../variants.ts'
import { readAttributes } from './attributes.ts'
import { textOf } from './layout.ts'

type Catalogues = Pick<RulesDeps, 'connectors' | 'streams'>
type Recorded = (address: string) => RecordedResource | undefined

/** The exporters that shall run: all that are applied, without those being created or deleted. One being updated runs as it was. */
export function exportJobs(state: State, catalogues: Catalogues): readonly ExportJob[] {
  const recorded = new Map(state.resources.map((resource) => [resource.address, resource]))
  const excluded = new Set(
    state.pending.filter((operation) => operation.action !== 'update').map((operation) => operation.address),
  )
  return state.resources.flatMap((resource) => {
    if (resource.kind !== 'batch_exporter' || excluded.has(resource.address)) return []
    const job = exportJobOf(resource, (address) => recorded.get(address), catalogues)
    return job === undefined ? [] : [job]
  })
}

/** One exporter as a job; nothing where it was never prepared or its stream is not applied. */
export function exportJobOf(
  exporter: RecordedResource,
  recorded: Recorded,
  catalogues: Catalogues,
): ExportJob | undefined {
  const attributes = readAttributes(exporter.attributes)
  const address = textOf(exporter.fields, 'stream')
  const streamFields = recorded(address)?.fields
  const stream = streamFields && findVariant(streamFields, catalogues.streams)
  const revisions = attributes?.revisions.map((revision) => withCredentials(revision, recorded, catalogues.connectors))
  const current = revisions?.at(-1)
  if (attributes === undefined || stream === undefined || revisions === undefined || current === undefined)
    return undefined
  return {
    address: exporter.address,
    name: textOf(exporter.fields, 'name'),
    uid: attributes.uid,
    group: attributes.group,
    stream: { address, ...stream },
    topic: attributes.topic,
    intervalMs: secondsOf(textOf(exporter.fields, 'interval')) * 1000,
    maxObjectBytes: numberOf(exporter, 'max_object_bytes'),
    maxObjectRecords: numberOf(exporter, 'max_object_records'),
    current,
    revisions: new Map(revisions.map((revision) => [revision.revision, revision])),
  }
}

/**
 * A revision keeps its destination without secrets. How to log in there is taken from the connector as it is recorded now, if it is still of
 * the same variant: so a rotated key reaches old and new objects alike. A connector that is gone leaves what was kept: references to
 * credentials and the default chain (its secrets are guarded by `refuseWhileNeeded`).
 */
function withCredentials(revision: Revision, recorded: Recorded, connectors: ConnectorCatalogue): Revision {
  const { address, variant, settings } = revision.connector
  const fields = recorded(address)?.fields
  const newest = fields && findVariant(fields, connectors)
  const declared = connectors[variant]?.fields
  if (newest?.variant !== variant || declared === undefined) return revision
  return {
    ...revision,
    connector: { address, variant, settings: withCredentialsOf(settings, newest.settings, declared) },
  }
}

/** Durations are normalized to seconds: `"60s"`. */
function secondsOf(duration: string): number {
  return Number(duration.slice(0, -1))
}

/** 0 where nothing is set: no limit. */
function numberOf(exporter: RecordedResource, name: string): number {
  const value = exporter.fields[name]
  return typeof value === 'number' ? value : 0
}

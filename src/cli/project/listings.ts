import { InternalError } from '../../model/internal-error.ts'
import type { ConnectorCatalogue } from '../../model/connector.ts'
import type { FieldValue, FieldValues } from '../../model/fields.ts'
import type { RecordedResource, State } from '../../model/state.ts'

/** What `list` and `get` show of one resource: the original's JSON object, its table row and its dependents. */
export interface Listing {
  readonly address: string
  readonly name: string
  readonly json: { readonly [key: string]: unknown }
  readonly row: readonly string[]
  readonly dependents: readonly RecordedResource[]
}

/** The original's words for a kind. */
export interface ListingKind {
  readonly kind: RecordedResource['kind']
  /** Keys of the JSON answer. */
  readonly one: string
  readonly many: string
  readonly columns: readonly string[]
}

export const LISTING_KINDS: { readonly [word: string]: ListingKind } = {
  'data-connector': {
    kind: 'data_connector',
    one: 'dataConnector',
    many: 'dataConnectors',
    columns: ['Name', 'Type', 'Target Name'],
  },
  'batch-exporter': {
    kind: 'batch_exporter',
    one: 'batchExporter',
    many: 'batchExporters',
    columns: ['Batch Exporter', 'Stream', 'Data Connector', 'Include Existing Events', 'Interval', 'Path Prefix'],
  },
  stream: { kind: 'stream', one: 'stream', many: 'streams', columns: ['Name', 'Type', 'Source'] },
}

/** All applied resources of a kind by name. */
export function listingsOf(state: State, kind: ListingKind, connectors: ConnectorCatalogue): readonly Listing[] {
  return state.resources
    .filter((resource) => resource.kind === kind.kind)
    .map((resource) => listingOf(resource, state, connectors))
    .toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

function listingOf(resource: RecordedResource, state: State, connectors: ConnectorCatalogue): Listing {
  const dependents = state.resources.filter((other) => other.dependsOn.includes(resource.address))
  return { address: resource.address, name: nameOf(resource), dependents, ...shapeOf(resource, state, connectors) }
}

function shapeOf(
  resource: RecordedResource,
  state: State,
  connectors: ConnectorCatalogue,
): Pick<Listing, 'json' | 'row'> {
  switch (resource.kind) {
    case 'data_connector':
      return connectorShape(resource, state, connectors)
    case 'batch_exporter':
      return exporterShape(resource, state)
    case 'stream':
      return streamShape(resource, state)
  }
}

/** The `name` field, what the outside sees. */
export function nameOf(resource: RecordedResource): string {
  return textOf(resource.fields['name']) || resource.address
}

function textOf(value: FieldValue | undefined): string {
  return typeof value === 'string' ? value : ''
}

function refOf(name: string, state: State): object {
  return { name, projectId: state.lineage }
}

function connectorShape(
  resource: RecordedResource,
  state: State,
  connectors: ConnectorCatalogue,
): Pick<Listing, 'json' | 'row'> {
  const name = nameOf(resource)
  const [variant, settings] = variantOf(resource, Object.keys(connectors))
  const listing = connectors[variant]?.listing(settings)
  const json = { ref: refOf(name, state), ...(listing === undefined ? {} : { [listing.key]: listing.value }) }
  return { json, row: [name, listing?.key ?? variant, listing?.targetName ?? ''] }
}

function exporterShape(resource: RecordedResource, state: State): Pick<Listing, 'json' | 'row'> {
  const { fields } = resource
  const referred = (field: string): string => {
    const address = textOf(fields[field])
    const found = state.resources.find((other) => other.address === address)
    return found === undefined ? address : nameOf(found)
  }
  const [name, stream, connector] = [nameOf(resource), referred('stream'), referred('data_connector')]
  const [interval, prefix] = [textOf(fields['interval']), textOf(fields['path_prefix'])]
  const existing = fields['include_existing_events'] === true
  const json = {
    ref: refOf(name, state),
    streamRef: refOf(stream, state),
    dataConnectorRef: refOf(connector, state),
    interval,
    ...(prefix === '' ? {} : { pathPrefix: prefix }),
    ...(existing ? { includeExistingEvents: true } : {}),
  }
  return { json, row: [name, stream, connector, String(existing), interval, prefix] }
}

function streamShape(resource: RecordedResource, state: State): Pick<Listing, 'json' | 'row'> {
  const name = nameOf(resource)
  const [variant, settings] = variantOf(resource, ['kafka', 'directory'])
  const source = textOf(settings['topic']) || textOf(settings['path'])
  return { json: { ref: refOf(name, state), type: variant, source }, row: [name, variant, source] }
}

/** The variant block that is set, with its settings. */
function variantOf(resource: RecordedResource, variants: readonly string[]): readonly [string, FieldValues] {
  for (const variant of variants) {
    const settings = resource.fields[variant]
    if (isFieldValues(settings)) return [variant, settings]
  }
  return ['', {}]
}

function isFieldValues(value: FieldValue | undefined): value is FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The kind that a word of the command line names, in singular or plural. */
export function listingKindOf(word: string): ListingKind {
  const kind = LISTING_KINDS[word.replace(/s$/, '')]
  if (kind === undefined) throw new InternalError(`No resources are called "${word}"`)
  return kind
}

/** Looks up what depends on a listing (`-r`); gives none where that is not wanted. */
export function dependentsIn(
  state: State,
  connectors: ConnectorCatalogue,
  { wanted }: { readonly wanted: boolean },
): (listing: Listing) => readonly Listing[] {
  const exporters = wanted ? listingsOf(state, listingKindOf('batch-exporter'), connectors) : []
  return (listing) => {
    const addresses = new Set(listing.dependents.map((resource) => resource.address))
    return exporters.filter((exporter) => addresses.has(exporter.address))
  }
}

import { formatAddress } from '../../model/address.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import { CONNECTOR_NOT_CHOSEN } from '../diagnostics.ts'
import { perList } from '../per-list.ts'

/** An exporter without a data connector gets the only one there is. */
export function withOnlyConnector(resource: DesiredResource, all: readonly DesiredResource[]): DesiredResource {
  if (isChosen(resource)) return resource
  const [only, second] = connectors(all)
  if (only === undefined || second !== undefined) return resource
  const address = formatAddress(only.address)
  return {
    ...resource,
    fields: { ...resource.fields, data_connector: address },
    dependencies: [...resource.dependencies, { on: only.address, range: resource.range, expression: address }],
  }
}

/** A check: where an exporter writes to is never a guess. */
export function connectorIsChosen(resource: DesiredResource, all: readonly DesiredResource[]): readonly Diagnostic[] {
  if (isChosen(resource)) return []
  const names = connectors(all).map((connector) => `"${formatAddress(connector.address)}"`)
  const why =
    names.length === 0
      ? 'The configuration has no data connector: declare one.'
      : `There are ${names.length} data connectors: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ', …' : ''}. Add "data_connector" with the one that is meant.`
  const address = formatAddress(resource.address)
  const detail = `"${address}" does not say which data connector it writes to. ${why}`
  return [diagnose(CONNECTOR_NOT_CHOSEN, { detail, address, range: resource.range })]
}

function isChosen(resource: DesiredResource): boolean {
  const chosen = resource.fields['data_connector']
  return chosen !== undefined && chosen !== null
}

const connectors = perList((all) => all.filter((resource) => resource.kind === 'data_connector'))

import type { ConnectorCatalogue } from '../../model/connector.ts'
import type { InvalidRecordPolicy, Revision } from '../../model/export-job.ts'
import type { FieldValues } from '../../model/fields.ts'
import { sameValue } from '../../model/same-value.ts'
import { destinationOf, withoutSecrets } from '../credentials.ts'
import { findVariant } from '../variants.ts'

/** What decides where an object goes and how it looks: what a revision keeps. */
export type Layout = Omit<Revision, 'revision'>

type FieldsOf = (address: string) => FieldValues | undefined

/** The layout that the fields of an exporter give; nothing while what they refer to is not there. */
export function layoutOf(fields: FieldValues, fieldsOf: FieldsOf, connectors: ConnectorCatalogue): Layout | undefined {
  const address = textOf(fields, 'data_connector')
  const connectorFields = fieldsOf(address)
  const found = connectorFields && findVariant(connectorFields, connectors)
  const streamFields = fieldsOf(textOf(fields, 'stream'))
  if (found === undefined || streamFields === undefined) return undefined
  return {
    connector: { address, variant: found.variant, settings: withoutSecrets(found.settings) },
    streamName: textOf(streamFields, 'name'),
    pathPrefix: textOf(fields, 'path_prefix'),
    onInvalidRecord: policyOf(fields),
  }
}

/** Whether two layouts make the same objects at the same places; how to log in there does not matter. */
export function sameLayout(a: Layout, b: Layout, connectors: ConnectorCatalogue): boolean {
  return sameValue(comparable(a, connectors), comparable(b, connectors))
}

function comparable(layout: Layout, connectors: ConnectorCatalogue): FieldValues {
  const { address, variant, settings } = layout.connector
  const destination = destinationOf(settings, connectors[variant]?.fields ?? {})
  const { streamName, pathPrefix, onInvalidRecord } = layout
  return { address, variant, destination, streamName, pathPrefix, onInvalidRecord }
}

/** A text field; empty where there is none. */
export function textOf(fields: FieldValues, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

function policyOf(fields: FieldValues): InvalidRecordPolicy {
  return fields['on_invalid_record'] === 'skip' ? 'skip' : 'fail'
}

import type { ConnectorCatalogue } from '../../model/connector.ts'
import type { Compression, InvalidRecordPolicy, Revision } from '../../model/export-job.ts'
import type { FieldValue, FieldValues } from '../../model/fields.ts'
import { DEFAULT_FORMAT } from '../../model/object-format.ts'
import { DEFAULT_DECODER } from '../../model/record-decoder.ts'
import { sameValue } from '../../model/same-value.ts'
import { destinationOf, withoutSecrets } from '../credentials.ts'
import { findVariant } from '../variants.ts'

/** What decides where an object goes and how it looks: what a revision keeps. */
export type Layout = Omit<Revision, 'revision'>

/** Where none is set, and in revisions from before there was one. */
export const DEAD_LETTER_PREFIX = 'dead-letters'

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
    onInvalidRecord: policyOf(fields['on_invalid_record']) ?? 'fail',
    deadLetterPrefix: deadLetterPrefixOf(fields),
    format: formatOf(fields),
    compression: compressionOf(fields['compression']) ?? 'none',
    decoder: textOf(fields, 'decoder') || DEFAULT_DECODER,
  }
}

/** Whether two layouts make the same objects at the same places; how to log in there does not matter. */
export function sameLayout(a: Layout, b: Layout, connectors: ConnectorCatalogue): boolean {
  return sameValue(comparable(a, connectors), comparable(b, connectors))
}

/** Of a revision: all but its number. */
function comparable(
  { connector, ...layout }: Layout & { readonly revision?: number },
  connectors: ConnectorCatalogue,
): FieldValues {
  const { address, variant, settings } = connector
  const destination = destinationOf(settings, connectors[variant]?.fields ?? {})
  return { ...layout, revision: null, connector: { address, variant, destination } }
}

/** A text field; empty where there is none. */
export function textOf(fields: FieldValues, name: string): string {
  const value = fields[name]
  return typeof value === 'string' ? value : ''
}

/** The dead-letter prefix of an exporter as its fields say. */
export function deadLetterPrefixOf(fields: FieldValues): string {
  return textOf(fields, 'dead_letter_prefix') || DEAD_LETTER_PREFIX
}

/** The format of an exporter's objects as its fields say. */
export function formatOf(fields: FieldValues): string {
  return textOf(fields, 'format') || DEFAULT_FORMAT
}

/** Nothing where it is no policy. */
export function policyOf(value: FieldValue | undefined): InvalidRecordPolicy | undefined {
  return value === 'skip' || value === 'fail' || value === 'dead_letter' ? value : undefined
}

/** Nothing where it is no compression. */
export function compressionOf(value: FieldValue | undefined): Compression | undefined {
  return value === 'none' || value === 'gzip' || value === 'zstd' ? value : undefined
}

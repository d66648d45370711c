import { resolve } from 'node:path'
import type { ConnectorLimits, ConnectorVariant } from '../../model/connector.ts'
import { FieldReader } from '../../model/field-reader.ts'
import type { FieldValues, Fields } from '../../model/fields.ts'

/** Fields of the `local_directory` block. */
export const LOCAL_DIRECTORY_FIELDS: Fields = {
  path: {
    kind: 'field',
    value: { type: 'path' },
    doc: 'Directory to write below. Created when it is absent; relative paths are relative to the directory of the configuration.',
    required: true,
    min: 1,
  },
}

/** Longest path of the system, less room for the directory itself. */
const KEY_BYTES = 3072
/** Longest file name of the usual file systems. */
const NAME_BYTES = 255
/** Metadata is a file of ours, so this is only a bound on waste. */
const METADATA_BYTES = 64 * 1024

export const LOCAL_DIRECTORY_LIMITS: ConnectorLimits = {
  keyBytes: KEY_BYTES,
  keyPartBytes: NAME_BYTES,
  metadataBytes: METADATA_BYTES,
}

/** The gate from recorded fields to the absolute directory as it is written; symbolic links are not followed. */
export function localDirectoryPath(settings: FieldValues, directory: string): string {
  return resolve(directory, new FieldReader(settings).requiredText('path'))
}

export const localDirectoryListing: ConnectorVariant['listing'] = (settings) => {
  const path = settings['path'] ?? ''
  return { key: 'localDirectory', value: { path }, targetName: typeof path === 'string' ? path : '' }
}

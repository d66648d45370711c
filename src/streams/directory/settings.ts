import { resolve } from 'node:path'
import type { FieldValues } from '../../model/fields.ts'
import { InternalError } from '../../model/internal-error.ts'

/** The `directory` block of an applied stream, ready to use. */
export interface DirectorySettings {
  /** Absolute. */
  readonly root: string
  readonly partitions: number
}

/** The gate from recorded fields to settings. `directory` is what relative paths count from. */
export function directorySettings(values: FieldValues, directory: string): DirectorySettings {
  const path = values['path']
  const partitions = values['partitions'] ?? 1
  if (typeof path !== 'string' || typeof partitions !== 'number') {
    throw new InternalError('Cannot open a directory stream: its settings were not normalized')
  }
  return { root: resolve(directory, path), partitions }
}

/** "Same source" as text: the directory, symbolic links not followed. */
export function directoryPlace(values: FieldValues, directory: string): string {
  return directorySettings(values, directory).root
}

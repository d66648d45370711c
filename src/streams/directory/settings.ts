import { resolve } from 'node:path'
import { FieldReader } from '../../model/field-reader.ts'
import type { FieldValues } from '../../model/fields.ts'

/** The `directory` block of an applied stream, ready to use. */
export interface DirectorySettings {
  /** Absolute. */
  readonly root: string
  readonly partitions: number
}

/** The gate from recorded fields to settings. `directory` is what relative paths count from. */
export function directorySettings(values: FieldValues, directory: string): DirectorySettings {
  const fields = new FieldReader(values)
  return { root: resolve(directory, fields.requiredText('path')), partitions: fields.number('partitions') ?? 1 }
}

/** "Same source" as text: the directory, symbolic links not followed. */
export function directoryPlace(values: FieldValues, directory: string): string {
  return directorySettings(values, directory).root
}

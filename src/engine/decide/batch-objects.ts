import type { ObjectRole } from '../../model/object-metadata.ts'

/** What was announced of one partition's part. */
export interface AnnouncedPart {
  readonly records: number
  readonly rejected?: { readonly records: number }
}

/**
 * The objects of a batch in the order in which they are made: the dead letters first, so that whoever finds the last one
 * knows that all are there. Decided by the announcement alone, so that every owner decides the same.
 */
export function batchObjects(parts: readonly AnnouncedPart[]): readonly ObjectRole[] {
  if (!parts.some(({ rejected }) => rejected !== undefined)) return ['lines']
  return parts.some(({ records }) => records > 0) ? ['dead-letters', 'lines'] : ['only-dead-letters']
}

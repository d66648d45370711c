import type { RecordedResource } from '../../model/state.ts'

/** The `name` field, what the outside sees. */
export function nameOf({ fields, address }: RecordedResource): string {
  const { name } = fields
  return typeof name === 'string' && name !== '' ? name : address
}

/** A kind as people write it: `data connector`. */
export function kindInWords(kind: RecordedResource['kind']): string {
  return kind.replaceAll('_', ' ')
}

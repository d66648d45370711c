import type { FieldValue } from '../../model/fields.ts'
import type { Plain } from '../../model/plain.ts'
import { Secret } from '../../model/secret.ts'

/** A field's value in clear, for checks of its content and for wrapping all of it into one `Secret`. */
export function revealed(value: FieldValue): Plain {
  if (value instanceof Secret) return value.reveal()
  if (isList(value)) return value.map((item) => revealed(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item)]))
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}

import { parseAddress, type Address } from '../../model/address.ts'
import type { FieldType, FieldValue } from '../../model/fields.ts'
import { Secret } from '../../model/secret.ts'
import { listValue, markSensitive, objectValue } from '../evaluate/make-value.ts'
import { valueFromPlain } from '../evaluate/plain-value.ts'
import type { Value } from '../evaluate/value.ts'

/** A field of a desired resource as expressions read it: secrets marked, references as references. */
export function valueOfField(
  field: FieldValue,
  type: FieldType | undefined,
  reference: (address: Address) => Value,
): Value {
  if (field instanceof Secret) return markSensitive(valueFromPlain(field.reveal()))
  const address = type?.type === 'reference' && typeof field === 'string' ? parseAddress(field) : undefined
  if (address !== undefined) return reference(address)
  const inner = type?.type === 'list' || type?.type === 'map' ? type.of : undefined
  if (isList(field)) return listValue(field.map((item) => valueOfField(item, inner, reference)))
  if (typeof field !== 'object' || field === null) return valueFromPlain(field)
  return objectValue(Object.entries(field).map(([name, item]) => [name, valueOfField(item, inner, reference)] as const))
}

function isList(field: FieldValue): field is readonly FieldValue[] {
  return Array.isArray(field)
}

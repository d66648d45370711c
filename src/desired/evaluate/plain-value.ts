import { formatAddress } from '../../model/address.ts'
import { InternalError } from '../../model/internal-error.ts'
import type { FieldValue, Plain } from '../../model/fields.ts'
import { Secret } from '../../model/secret.ts'
import { boolValue, holdsUnknown, listValue, nullValue, numberValue, objectValue, stringValue } from './make-value.ts'
import type { Value } from './value.ts'

/** JSON data as a value, without marks. Recurses: the data must not be nested deeper than `MAX_VALUE_DEPTH`. */
export function valueFromPlain(plain: Plain): Value {
  if (plain === null) return nullValue()
  if (typeof plain === 'string') return stringValue(plain)
  if (typeof plain === 'number') return numberValue(plain)
  if (typeof plain === 'boolean') return boolValue(plain)
  if (isList(plain)) return listValue(plain.map((item) => valueFromPlain(item)))
  return objectValue(Object.entries(plain).map(([key, item]) => [key, valueFromPlain(item)] as const))
}

/** A value as a field holds it: references as their address, sets as lists, each sensitive part as a `Secret`. Nothing where any part is unknown. */
export function plainFromValue(value: Value): FieldValue | undefined {
  return holdsUnknown(value) ? undefined : fieldFromValue(value)
}

function fieldFromValue(value: Value): FieldValue {
  if (value.sensitive) return new Secret(clearFromValue(value))
  switch (value.type) {
    case 'list':
    case 'set':
      return value.items.map((item) => fieldFromValue(item))
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, fieldFromValue(item)]))
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'reference':
    case 'unknown':
      return clearFromValue(value)
  }
}

/** The whole value in clear, sensitive parts too: for `Secret` and for functions that mark their result. The value must not hold an unknown. */
export function clearFromValue(value: Value): Plain {
  switch (value.type) {
    case 'string':
    case 'number':
    case 'bool':
      return value.value
    case 'null':
      return null
    case 'list':
    case 'set':
      return value.items.map((item) => clearFromValue(item))
    case 'object':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, clearFromValue(item)]))
    case 'reference':
      return formatAddress(value.address)
    case 'unknown':
      throw new InternalError('An unknown value has no content')
  }
}

function isList(plain: Plain): plain is readonly Plain[] {
  return Array.isArray(plain)
}

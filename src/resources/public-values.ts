import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import type { Fields, FieldValues } from '../model/fields.ts'
import { Secret } from '../model/secret.ts'
import { SENSITIVE_PUBLIC_VALUE } from './diagnostics.ts'
import { isBlock } from './variants.ts'

/** A check: what ends in object keys, lists and the recorded versions of an exporter cannot be kept secret. Fields declared sensitive or as credentials may be. */
export function publicValuesAreNotSensitive(resource: DesiredResource, fields: Fields): readonly Diagnostic[] {
  return sensitivePaths(resource.fields, fields, '').map((path) => {
    const detail = `"${path}" is made from a sensitive value, but it shows outside: in object keys, in lists, or in the recorded versions of an exporter. Use a value that is not sensitive, or drop "sensitive" from the variable.`
    return diagnose(SENSITIVE_PUBLIC_VALUE, {
      detail,
      address: formatAddress(resource.address),
      range: resource.fieldRanges[path] ?? resource.range,
    })
  })
}

function sensitivePaths(values: FieldValues, fields: Fields, prefix: string): readonly string[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    const value = values[name]
    if (field.credentials === true) return []
    if (field.kind === 'block') return isBlock(value) ? sensitivePaths(value, field.fields, `${prefix}${name}.`) : []
    return field.sensitive !== true && value instanceof Secret ? [`${prefix}${name}`] : []
  })
}

import { type Fields, type FieldValue, type FieldValues, isBlock } from '../model/fields.ts'
import type { Plain } from '../model/plain.ts'
import { Secret } from '../model/secret.ts'

/** Settings as they may be kept in attributes: without any secret. References to credentials (a file, a variable) stay. */
export function withoutSecrets(settings: FieldValues): { readonly [name: string]: Plain } {
  const kept = Object.entries(settings).flatMap(([name, value]) => {
    const plain = plainPart(value)
    return plain === undefined ? [] : [[name, plain] as const]
  })
  return Object.fromEntries(kept)
}

function plainPart(value: FieldValue): Plain | undefined {
  if (value instanceof Secret) return undefined
  if (isList(value)) return value.map(plainPart).filter((item) => item !== undefined)
  return isBlock(value) ? withoutSecrets(value) : value
}

/** Where the settings write to, without how to log in there. */
export function destinationOf(settings: FieldValues, fields: Fields): FieldValues {
  return part(settings, fields, 'destination')
}

/** An older destination with today's way to log in: a revoked key must not block an unfinished object for ever. */
export function withCredentialsOf(older: FieldValues, newest: FieldValues, fields: Fields): FieldValues {
  return merge(part(older, fields, 'destination'), part(newest, fields, 'credentials'))
}

function part(values: FieldValues, fields: Fields, wanted: 'destination' | 'credentials'): FieldValues {
  const kept = Object.entries(values).flatMap(([name, value]): [string, FieldValue][] => {
    const field = fields[name]
    const isCredentials = field?.credentials === true || (field?.kind === 'field' && field.sensitive === true)
    if (isCredentials) return wanted === 'credentials' ? [[name, value]] : []
    if (field?.kind !== 'block' || !isBlock(value)) return wanted === 'destination' ? [[name, value]] : []
    const inner = part(value, field.fields, wanted)
    return wanted === 'destination' || Object.keys(inner).length > 0 ? [[name, inner]] : []
  })
  return Object.fromEntries(kept)
}

function merge(a: FieldValues, b: FieldValues): FieldValues {
  const merged: { [name: string]: FieldValue } = { ...a }
  for (const [name, value] of Object.entries(b)) {
    const there = merged[name]
    merged[name] = isBlock(there) && isBlock(value) ? merge(there, value) : value
  }
  return merged
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}

import type { FieldValue } from '../../model/fields.ts'
import type { Plain } from '../../model/plain.ts'
import { Secret } from '../../model/secret.ts'
import { decryptText, encryptText } from './cipher.ts'

/** The only key of an object that stands for a secret at rest. */
const ENCRYPTED = '$encrypted'

/** Where a value stands; part of what its ciphertext is bound to. */
export interface ValuePlace {
  readonly lineage: string
  readonly address: string
  readonly path: readonly (string | number)[]
}

/** A value as it is stored: every secret in it is ciphertext. Asks for the key only when there is a secret. */
export function sealValue(value: FieldValue, place: ValuePlace, key: () => Uint8Array): Plain {
  if (value instanceof Secret) return { [ENCRYPTED]: encryptText(JSON.stringify(value.reveal()), key(), associatedData(place)) }
  if (isList(value)) return value.map((item, index) => sealValue(item, below(place, index), key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, sealValue(item, below(place, name), key)]))
}

/** The value again, ciphertexts as secrets. Throws for a wrong key, a moved or changed ciphertext. */
export function openValue(stored: Plain, place: ValuePlace, key: () => Uint8Array): FieldValue {
  if (isList(stored)) return stored.map((item, index) => openValue(item, below(place, index), key))
  if (typeof stored !== 'object' || stored === null) return stored
  const encrypted = ciphertextOf(stored)
  if (encrypted !== undefined) {
    const opened: Plain = JSON.parse(decryptText(encrypted, key(), associatedData(place)))
    return new Secret(opened)
  }
  return Object.fromEntries(Object.entries(stored).map(([name, item]) => [name, openValue(item, below(place, name), key)]))
}

/** Whether a value holds a secret: then a key is needed to store it. */
export function holdsSecret(value: FieldValue): boolean {
  if (value instanceof Secret) return true
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsSecret)
}

/** Whether a stored value holds a ciphertext: then a key is needed to load it. */
export function holdsCiphertext(stored: Plain): boolean {
  if (typeof stored !== 'object' || stored === null) return false
  if (!isList(stored) && ciphertextOf(stored) !== undefined) return true
  return Object.values(stored).some(holdsCiphertext)
}

function ciphertextOf(stored: { readonly [name: string]: Plain }): string | undefined {
  const encrypted = stored[ENCRYPTED]
  return typeof encrypted === 'string' && Object.keys(stored).length === 1 ? encrypted : undefined
}

function associatedData({ lineage, address, path }: ValuePlace): string {
  return JSON.stringify([lineage, address, ...path])
}

function below(place: ValuePlace, part: string | number): ValuePlace {
  return { ...place, path: [...place.path, part] }
}

function isList<Item>(value: unknown): value is readonly Item[] {
  return Array.isArray(value)
}

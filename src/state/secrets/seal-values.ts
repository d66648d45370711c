import type { FieldValue } from '../../model/fields.ts'
import type { Plain } from '../../model/plain.ts'
import { Secret } from '../../model/secret.ts'
import { parseJson } from '../../io/disk/json-value.ts'
import { decryptText, encryptText } from './cipher.ts'

/** The only name of an object that stands for a secret at rest. A user's own object with that name gets one more dollar sign. */
const ENCRYPTED = '$encrypted'
const ESCAPED = /^\$+encrypted$/

/** Where a value stands; what its ciphertext is bound to. */
export interface ValuePlace {
  readonly lineage: string
  readonly address: string
  readonly path: readonly (string | number)[]
}

/** A value as it is stored: every secret in it is ciphertext. Asks for the key only when there is a secret. */
export function sealValue(value: FieldValue, place: ValuePlace, key: () => Uint8Array): Plain {
  if (value instanceof Secret)
    return { [ENCRYPTED]: encryptText(JSON.stringify(value.reveal()), key(), associatedData(place)) }
  if (isFieldList(value)) return value.map((item, index) => sealValue(item, below(place, index), key))
  if (typeof value !== 'object' || value === null) return value
  const sealed: { [name: string]: Plain } = {}
  for (const [name, item] of Object.entries(value))
    define(sealed, escaped(name), sealValue(item, below(place, name), key))
  return sealed
}

/** The value again, ciphertexts as secrets. Throws for a wrong key, a moved or changed ciphertext. */
export function openValue(stored: Plain, place: ValuePlace, key: () => Uint8Array): FieldValue {
  if (isPlainList(stored)) return stored.map((item, index) => openValue(item, below(place, index), key))
  if (typeof stored !== 'object' || stored === null) return stored
  const encrypted = stored[ENCRYPTED]
  if (typeof encrypted === 'string') return new Secret(parseJson(decryptText(encrypted, key(), associatedData(place))))
  const opened: { [name: string]: FieldValue } = {}
  for (const [stem, item] of Object.entries(stored)) {
    const name = unescaped(stem)
    define(opened, name, openValue(item, below(place, name), key))
  }
  return opened
}

/** Whether a value holds a secret: then a key is needed to store it. */
export function holdsSecret(value: FieldValue): boolean {
  if (value instanceof Secret) return true
  return typeof value === 'object' && value !== null && Object.values(value).some(holdsSecret)
}

/** Where in a stored value ciphertext stands, as JSON texts of the paths, in order. */
export function ciphertextPaths(stored: Plain): readonly string[] {
  if (!holdsMark(stored) || typeof stored !== 'object' || stored === null) return []
  if (!isPlainList(stored) && typeof stored[ENCRYPTED] === 'string') return ['']
  return Object.entries(stored)
    .flatMap(([name, item]: [string, Plain]) => ciphertextPaths(item).map((path) => `${JSON.stringify(name)}${path}`))
    .toSorted()
}

/** Whether a stored value is anything else than the value itself: holds ciphertext, or a name that was escaped. */
export function holdsMark(stored: Plain): boolean {
  if (typeof stored !== 'object' || stored === null) return false
  if (isPlainList(stored)) return stored.some(holdsMark)
  for (const name in stored) if (ESCAPED.test(name) || holdsMark(stored[name] ?? null)) return true
  return false
}

function escaped(name: string): string {
  return ESCAPED.test(name) ? `$${name}` : name
}

function unescaped(name: string): string {
  return ESCAPED.test(name) ? name.slice(1) : name
}

/** Unlike assignment also right for `__proto__`. */
function define<T>(target: { [name: string]: T }, name: string, value: T): void {
  Object.defineProperty(target, name, { value, enumerable: true, configurable: true, writable: true })
}

function associatedData({ lineage, address, path }: ValuePlace): string {
  return JSON.stringify([lineage, address, ...path])
}

function below(place: ValuePlace, part: string | number): ValuePlace {
  return { ...place, path: [...place.path, part] }
}

function isFieldList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value)
}

function isPlainList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}

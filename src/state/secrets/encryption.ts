import { isJsonObject } from '../../io/disk/json-value.ts'
import type { JsonObject, JsonValue } from '../../io/disk/json-value.ts'
import { countPart, MalformedStateError, objectPart, textPart } from '../document/parts.ts'

/** How the key comes to be: given as it is (environment or key file), or from a passphrase by scrypt (RFC 7914). */
export type KeyDerivation =
  | { readonly name: 'none' }
  | {
      readonly name: 'scrypt'
      readonly salt: string
      readonly cost: number
      readonly blockSize: number
      readonly parallelization: number
    }

/** What the state keeps about its key. */
export interface Encryption {
  readonly algorithm: 'aes-256-gcm'
  readonly derivation: KeyDerivation
  /** A known text under the key: tells a wrong key from a damaged value. */
  readonly check: string
}

/** Throws MalformedStateError. */
export function parseEncryption(value: JsonValue | undefined): Encryption | undefined {
  if (value === undefined || value === null) return undefined
  if (!isJsonObject(value)) throw new MalformedStateError('"encryption" is no object')
  if (value['algorithm'] !== 'aes-256-gcm') throw new MalformedStateError('"algorithm" is not known')
  const derivation = parseDerivation(objectPart(value, 'derivation'))
  return { algorithm: 'aes-256-gcm', derivation, check: textPart(value, 'check') }
}

function parseDerivation(value: JsonObject): KeyDerivation {
  const name = textPart(value, 'name')
  if (name === 'none') return { name }
  if (name !== 'scrypt') throw new MalformedStateError(`key derivation "${name}" is not known`)
  const [cost, blockSize] = [countPart(value, 'cost'), countPart(value, 'blockSize')]
  return { name, salt: textPart(value, 'salt'), cost, blockSize, parallelization: countPart(value, 'parallelization') }
}

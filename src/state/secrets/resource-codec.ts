import { createHmac, hash } from 'node:crypto'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { FieldValue, FieldValues } from '../../model/fields.ts'
import type { Plain } from '../../model/plain.ts'
import type { RecordedResource } from '../../model/state.ts'
import { SECRET_DAMAGED, SECRET_NOT_ENCRYPTED } from '../diagnostics.ts'
import type { StoredResource } from '../document/stored-resource.ts'
import { ciphertextPaths, holdsMark, openValue, sealValue } from './seal-values.ts'

/** What is needed to store and load the resources of one state. */
export interface Sealing {
  readonly lineage: string
  /** Absent as long as the state has no key: then no resource holds a secret. */
  readonly key: Uint8Array | undefined
}

/** A resource as it is stored. Throws where it holds a secret and there is no key. */
export function sealResource(resource: RecordedResource, sealing: Sealing): StoredResource {
  const { address, kind, attributes, dependsOn, preventDestroy } = resource
  const key = () => requireKey(sealing)
  const fields: { [name: string]: Plain } = {}
  for (const [name, value] of Object.entries(resource.fields))
    fields[name] = sealValue(value, { lineage: sealing.lineage, address, path: [name] }, key)
  return withProof({ address, kind, fields, attributes, dependsOn, preventDestroy }, sealing)
}

/** The resource again. Rejects clear text where a secret was stored, and ciphertext that was changed or moved, with a DiagnosedError. */
export function openResource(stored: StoredResource, sealing: Sealing): RecordedResource {
  const { address, kind, attributes, dependsOn, preventDestroy } = stored
  if (sealing.key !== undefined) requireProof(stored, sealing.key, sealing.lineage)
  return { address, kind, fields: openFields(stored, sealing), attributes, dependsOn, preventDestroy }
}

/** The resource with the proof of which of its fields are ciphertext; as it is while the state has no key. */
export function withProof(stored: StoredResource, sealing: Sealing): StoredResource {
  return sealing.key === undefined ? stored : { ...stored, proof: proofOf(stored, sealing.key, sealing.lineage) }
}

function openFields(stored: StoredResource, sealing: Sealing): FieldValues {
  if (!holdsMark(stored.fields)) return stored.fields
  const fields: { [name: string]: FieldValue } = {}
  try {
    for (const [name, value] of Object.entries(stored.fields)) {
      const place = { lineage: sealing.lineage, address: stored.address, path: [name] }
      fields[name] = openValue(value, place, () => requireKey(sealing))
    }
  } catch (error) {
    const detail = `A secret of "${stored.address}" cannot be decrypted, though the key is right: it was changed or put there from another place. Put the state back from a backup.`
    throw new DiagnosedError([diagnose(SECRET_DAMAGED, { detail, address: stored.address })], { cause: error })
  }
  return fields
}

function requireProof(stored: StoredResource, key: Uint8Array, lineage: string): void {
  if (stored.proof === proofOf(stored, key, lineage)) return
  const detail = `In the state the secrets of "${stored.address}" are not those that were encrypted: a value stands in clear, or the proof beside it is missing. Put the state back from a backup.`
  throw new DiagnosedError([diagnose(SECRET_NOT_ENCRYPTED, { detail, address: stored.address })])
}

/** A keyed hash over lineage, address and the places of ciphertext. */
function proofOf(stored: StoredResource, key: Uint8Array, lineage: string): string {
  const { inner, outer } = proofKeys(key)
  const covered = JSON.stringify([lineage, stored.address, ciphertextPaths(stored.fields)])
  return hash('sha256', outer + hash('sha256', inner + covered), 'base64')
}

interface ProofKeys {
  readonly inner: string
  readonly outer: string
}

const PROOF_KEYS = new WeakMap<Uint8Array, ProofKeys>()

/**
 * HMAC's construction with two keys of 64 characters, one block of SHA-256 each: a one-shot hash is several times faster than
 * `createHmac`, and there is one proof for each resource of a state. Both are derived, since the key itself is for AES.
 */
function proofKeys(key: Uint8Array): ProofKeys {
  const known = PROOF_KEYS.get(key)
  if (known !== undefined) return known
  const derived = (name: string) => createHmac('sha256', key).update(`strmctl proof, ${name}`).digest('hex')
  const keys = { inner: derived('inner'), outer: derived('outer') }
  PROOF_KEYS.set(key, keys)
  return keys
}

function requireKey(sealing: Sealing): Uint8Array {
  if (sealing.key === undefined) throw new Error('Cannot use a secret: the state has no key')
  return sealing.key
}

import { createHash } from 'node:crypto'
import type { Plain } from '../../model/plain.ts'
import type { Encryption } from '../secrets/encryption.ts'
import { canonicalJson } from './canonical-json.ts'
import { STATE_VERSION } from './stored-state.ts'
import type { StoredState } from './stored-state.ts'

/** The text of the state file: canonical JSON, but with a line for each resource and operation, so that two of them can be compared. */
export function printDocument(state: StoredState, release: string): string {
  const members: { readonly [name: string]: Plain } = {
    version: STATE_VERSION,
    release,
    lineage: state.lineage,
    serial: state.serial,
    encryption: plainEncryption(state.encryption),
    outputs: {},
  }
  const resources = state.resources().map((resource) => canonicalJson({ ...resource }))
  const pending = state.pending().map((operation) => canonicalJson({ ...operation, resource: { ...operation.resource } }))
  const digest = digestOf({ members, resources, pending })
  const head = Object.entries({ ...members, digest }).map(([name, value]) => `${JSON.stringify(name)}: ${canonicalJson(value)}`)
  return `{\n${[...head, `"resources": ${lines(resources)}`, `"pending": ${lines(pending)}`].join(',\n')}\n}\n`
}

/** SHA-256 over the canonical JSON of everything but the digest; the lists are given as the canonical JSON of their items. */
export function digestOf(parts: {
  readonly members: { readonly [name: string]: Plain }
  readonly resources: readonly string[]
  readonly pending: readonly string[]
}): string {
  const hash = createHash('sha256').update(canonicalJson(parts.members))
  hash.update(`[${parts.resources.join(',')}]`).update(`[${parts.pending.join(',')}]`)
  return `sha256:${hash.digest('hex')}`
}

export function plainEncryption(encryption: Encryption | undefined): Plain {
  return encryption === undefined ? null : { ...encryption, derivation: { ...encryption.derivation } }
}

function lines(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`
}

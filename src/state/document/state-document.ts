import { createHash } from 'node:crypto'
import type { Plain } from '../../model/plain.ts'
import type { Encryption } from '../secrets/encryption.ts'
import { canonicalJson } from './canonical-json.ts'
import { STATE_VERSION } from './stored-state.ts'
import type { StoredState } from './stored-state.ts'

const RESOURCES = ',\n"resources": '
const PENDING = ',\n"pending": '
const END = '\n}\n'

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
  const pending = state
    .pending()
    .map((operation) => canonicalJson({ ...operation, resource: { ...operation.resource } }))
  const digest = digestOf({ members, resources, pending })
  const head = Object.entries({ ...members, digest }).map(
    ([name, value]) => `${JSON.stringify(name)}: ${canonicalJson(value)}`,
  )
  return `{\n${head.join(',\n')}${RESOURCES}${lines(resources)}${PENDING}${lines(pending)}${END}`
}

/** SHA-256 over the canonical JSON of the members (without digest and lists), of the resources and of the pending operations, one after the other. The lists are given as the canonical JSON of their items. */
export function digestOf(parts: {
  readonly members: { readonly [name: string]: Plain }
  readonly resources: readonly string[]
  readonly pending: readonly string[]
}): string {
  const hash = createHash('sha256').update(canonicalJson(parts.members))
  hash.update(`[${parts.resources.join(',')}]`).update(`[${parts.pending.join(',')}]`)
  return `sha256:${hash.digest('hex')}`
}

/** A text that still has the lines of `printDocument`: its head and the lines of its lists, nothing parsed but the head. Nothing for any other text. */
export function splitDocument(
  text: string,
): { readonly head: string; readonly resources: readonly string[]; readonly pending: readonly string[] } | undefined {
  const [resourcesAt, pendingAt] = [text.indexOf(RESOURCES), text.indexOf(PENDING)]
  if (resourcesAt === -1 || pendingAt < resourcesAt || !text.endsWith(END)) return undefined
  const resources = itemLines(text.slice(resourcesAt + RESOURCES.length, pendingAt))
  const pending = itemLines(text.slice(pendingAt + PENDING.length, -END.length))
  return resources && pending && { head: `${text.slice(0, resourcesAt)}}`, resources, pending }
}

function itemLines(list: string): readonly string[] | undefined {
  if (list === '[]') return []
  if (!list.startsWith('[\n') || !list.endsWith('\n]')) return undefined
  return list.slice(2, -2).split(',\n')
}

export function plainEncryption(encryption: Encryption | undefined): Plain {
  return encryption === undefined ? null : { ...encryption, derivation: { ...encryption.derivation } }
}

function lines(items: readonly string[]): string {
  return items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`
}

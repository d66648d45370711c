import { isJsonObject, parseJson } from '../../io/disk/json-value.ts'
import type { JsonObject } from '../../io/disk/json-value.ts'
import { parseEncryption } from '../secrets/encryption.ts'
import { canonicalJson } from './canonical-json.ts'
import { migrate, MIGRATIONS } from './migrations.ts'
import type { Migration } from './migrations.ts'
import { parseOperation, parseResource } from './parse-resource.ts'
import { countPart, listPart, MalformedStateError, objectPart, textPart } from './parts.ts'
import { digestOf } from './state-document.ts'
import { STATE_VERSION, StoredState } from './stored-state.ts'

/** What the text of a state file turned out to be. `release`: the strmctl that wrote it. */
export type ParsedDocument =
  | { readonly outcome: 'state'; readonly state: StoredState }
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'damaged'; readonly why: string }
  | { readonly outcome: 'altered' }
  | { readonly outcome: 'newer'; readonly version: number; readonly release: string }

export function parseDocument(text: string, migrations: readonly Migration[] = MIGRATIONS): ParsedDocument {
  if (text.trim() === '') return { outcome: 'empty' }
  try {
    return parseObject(documentObject(text), migrations)
  } catch (error) {
    if (error instanceof MalformedStateError) return { outcome: 'damaged', why: error.message }
    throw error
  }
}

function documentObject(text: string): JsonObject {
  try {
    const value = parseJson(text)
    if (isJsonObject(value)) return value
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    throw new MalformedStateError('it is no complete JSON')
  }
  throw new MalformedStateError('it is no JSON object')
}

function parseObject(document: JsonObject, migrations: readonly Migration[]): ParsedDocument {
  const version = countPart(document, 'version')
  if (version > STATE_VERSION) return { outcome: 'newer', version, release: textPart(document, 'release') }
  if (!fitsDigest(document)) return { outcome: 'altered' }
  return { outcome: 'state', state: stateOf(migrate(document, migrations)) }
}

const APART: readonly string[] = ['digest', 'resources', 'pending']

/** The digest is that of the document as it was written, before any migration. */
function fitsDigest(document: JsonObject): boolean {
  const members = Object.fromEntries(Object.entries(document).filter(([name]) => !APART.includes(name)))
  const resources = listPart(document, 'resources').map(canonicalJson)
  const pending = listPart(document, 'pending').map(canonicalJson)
  return document['digest'] === digestOf({ members, resources, pending })
}

function stateOf(document: JsonObject): StoredState {
  objectPart(document, 'outputs')
  const encryption = parseEncryption(document['encryption'])
  const state = new StoredState({ lineage: textPart(document, 'lineage'), serial: countPart(document, 'serial'), encryption })
  for (const resource of listPart(document, 'resources')) state.addResource(parseResource(resource))
  for (const operation of listPart(document, 'pending')) state.addPending(parseOperation(operation))
  return state
}

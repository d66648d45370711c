import { isJsonObject, parseJson } from '../../io/disk/json-value.ts'
import type { JsonObject } from '../../io/disk/json-value.ts'
import { parseEncryption } from '../secrets/encryption.ts'
import { canonicalJson } from './canonical-json.ts'
import { migrate, MIGRATIONS } from './migrations.ts'
import type { Migration } from './migrations.ts'
import { parseOperation, parseResource } from './parse-resource.ts'
import { countPart, listPart, MalformedStateError, objectPart, textPart } from './parts.ts'
import { digestOf, splitDocument } from './state-document.ts'
import { STATE_VERSION, StoredState } from './stored-state.ts'

/** What the text of a state file turned out to be. `release`: the strmctl that wrote it. */
export type ParsedDocument =
  | ValidDocument
  | { readonly outcome: 'empty' }
  | { readonly outcome: 'damaged'; readonly why: string }
  | { readonly outcome: 'altered' }
  | { readonly outcome: 'newer'; readonly version: number; readonly release: string }

/** A document whose digest fits. */
export interface ValidDocument {
  readonly outcome: 'state'
  readonly lineage: string
  readonly serial: number
  /** The rest of it, parsed when it is needed. Throws MalformedStateError for a document that was never right. */
  readonly state: () => StoredState
}

export function parseDocument(text: string, migrations: readonly Migration[] = MIGRATIONS): ParsedDocument {
  if (text.trim() === '') return { outcome: 'empty' }
  try {
    return parseUnchanged(text, migrations) ?? parseAnyhow(text, migrations)
  } catch (error) {
    if (error instanceof MalformedStateError) return { outcome: 'damaged', why: error.message }
    throw error
  }
}

/** The quick way, for a file that is byte for byte as it was written: its lines are what the digest covers. */
function parseUnchanged(text: string, migrations: readonly Migration[]): ValidDocument | undefined {
  const split = splitDocument(text)
  const head = objectOf(split?.head ?? '')
  if (split === undefined || head?.['version'] !== STATE_VERSION) return undefined
  if (head['digest'] !== digestOf({ members: membersOf(head), resources: split.resources, pending: split.pending }))
    return undefined
  return validDocument(head, () => stateOf(migrate(documentObject(text), migrations)))
}

/** The same content in another layout is as good. */
function parseAnyhow(text: string, migrations: readonly Migration[]): ParsedDocument {
  const document = documentObject(text)
  const version = countPart(document, 'version')
  if (version > STATE_VERSION) return { outcome: 'newer', version, release: textPart(document, 'release') }
  const resources = listPart(document, 'resources').map(canonicalJson)
  const pending = listPart(document, 'pending').map(canonicalJson)
  if (document['digest'] !== digestOf({ members: membersOf(document), resources, pending }))
    return { outcome: 'altered' }
  const state = stateOf(migrate(document, migrations))
  return validDocument({ lineage: state.lineage, serial: state.serial }, () => state)
}

function validDocument(head: JsonObject, state: () => StoredState): ValidDocument {
  return { outcome: 'state', lineage: textPart(head, 'lineage'), serial: countPart(head, 'serial'), state }
}

/** What the digest covers besides the lists: that of the document as it was written, before any migration. */
function membersOf(document: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(document).filter(([name]) => !['digest', 'resources', 'pending'].includes(name)),
  )
}

function documentObject(text: string): JsonObject {
  const document = objectOf(text)
  if (document === undefined) throw new MalformedStateError('it is no complete JSON object')
  return document
}

function objectOf(text: string): JsonObject | undefined {
  try {
    const value = parseJson(text)
    return isJsonObject(value) ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function stateOf(document: JsonObject): StoredState {
  objectPart(document, 'outputs')
  const encryption = parseEncryption(document['encryption'])
  const [lineage, serial] = [textPart(document, 'lineage'), countPart(document, 'serial')]
  const state = new StoredState({ lineage, serial, encryption })
  for (const resource of listPart(document, 'resources')) state.addResource(parseResource(resource))
  for (const operation of listPart(document, 'pending')) state.addPending(parseOperation(operation))
  return state
}

import { isJsonObject } from '../../io/disk/json-value.ts'
import type { JsonObject, JsonValue } from '../../io/disk/json-value.ts'
import { parseOperation, parseResource, parseStep } from '../document/parse-resource.ts'
import { countPart, listPart, MalformedStateError, textPart } from '../document/parts.ts'
import { plainEncryption } from '../document/state-document.ts'
import type { StoredOperation, StoredStep } from '../document/stored-resource.ts'
import { STATE_VERSION, StoredState } from '../document/stored-state.ts'
import type { LogContent } from '../stores/state-backend.ts'
import { parseEncryption } from '../secrets/encryption.ts'
import type { Encryption } from '../secrets/encryption.ts'

/** The journal was written in a version of the state that this release does not know. */
export class NewerStateError extends Error {
  readonly version: number

  constructor(version: number) {
    super(`Cannot read the state: it has version ${version}`)
    this.name = 'NewerStateError'
    this.version = version
  }
}

/** What a segment of the journal begins with: the whole state. */
export function entriesOf(state: StoredState): readonly JsonValue[] {
  const { lineage, serial } = state
  return [
    { entry: 'state', version: STATE_VERSION, lineage, serial, encryption: plainEncryption(state.encryption) },
    ...state.resources().map((resource) => ({ entry: 'resource', resource: { ...resource } })),
    ...state.pending().map((operation) => ({ entry: 'pending', operation: plainOperation(operation) })),
  ]
}

export function stepEntry(step: StoredStep, serial: number): JsonValue {
  return { entry: 'step', serial, ...plainStep(step) }
}

/** `proofs` are those of what was there before the state had a key, in the order of `StoredState.stored`. */
export function encryptionEntry(encryption: Encryption, proofs: readonly string[]): JsonValue {
  return { entry: 'encryption', encryption: plainEncryption(encryption), proofs }
}

/** The state after all entries. Throws MalformedStateError or NewerStateError. */
export function foldEntries(entries: readonly JsonValue[]): StoredState {
  const [first, ...rest] = entries
  const state = beginState(first)
  for (const entry of rest) takeEntry(state, entry)
  return state
}

/** What a new segment begins with instead of the entries so far. Pure. */
export function compactEntries(entries: readonly JsonValue[]): readonly JsonValue[] {
  return entriesOf(foldEntries(entries))
}

function takeEntry(state: StoredState, entry: JsonValue): void {
  if (!isJsonObject(entry)) throw new MalformedStateError('an entry of the journal is no object')
  switch (entry['entry']) {
    case 'resource':
      return state.addResource(parseResource(entry['resource']))
    case 'pending':
      return state.addPending(parseOperation(entry['operation']))
    case 'step':
      return takeStep(state, entry)
    case 'encryption':
      return takeEncryption(state, entry)
    default:
      throw new MalformedStateError(`an entry of the journal is a ${JSON.stringify(entry['entry'])}`)
  }
}

/** The state that a log tells, brought up to date with what was added since the last look. */
export class LogFold {
  #at: { readonly generation: string | number; readonly state: StoredState; taken: number } | undefined

  /** The state; a later call may change the one that was given. */
  update({ generation, entries }: LogContent): StoredState {
    if (this.#at?.generation !== generation)
      this.#at = { generation, state: foldEntries(entries), taken: entries.length }
    for (; this.#at.taken < entries.length; this.#at.taken++) takeEntry(this.#at.state, entries[this.#at.taken] ?? null)
    return this.#at.state
  }
}

function beginState(entry: JsonValue | undefined): StoredState {
  if (!isJsonObject(entry) || entry['entry'] !== 'state')
    throw new MalformedStateError('the journal does not begin with a state')
  const version = countPart(entry, 'version')
  if (version > STATE_VERSION) throw new NewerStateError(version)
  const encryption = parseEncryption(entry['encryption'])
  return new StoredState({ lineage: textPart(entry, 'lineage'), serial: countPart(entry, 'serial'), encryption })
}

function takeStep(state: StoredState, entry: JsonObject): void {
  const serial = countPart(entry, 'serial')
  if (serial !== state.serial + 1) throw new MalformedStateError(`step ${serial} follows ${state.serial}`)
  state.takeStep(parseStep(entry), serial)
}

function takeEncryption(state: StoredState, entry: JsonObject): void {
  const encryption = parseEncryption(entry['encryption'])
  if (encryption === undefined) throw new MalformedStateError('"encryption" is missing')
  state.takeEncryption(encryption, listPart(entry, 'proofs').map(String))
}

function plainOperation(operation: StoredOperation): JsonObject {
  return { ...operation, resource: { ...operation.resource } }
}

function plainStep(step: StoredStep): JsonObject {
  if (step.step === 'begin') return { step: step.step, operation: plainOperation(step.operation) }
  if (step.step === 'done') return { step: step.step, address: step.address, resource: { ...step.resource } }
  return { ...step }
}

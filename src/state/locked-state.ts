import type { Low } from 'lowdb'
import type { LockedState, State, StateStep } from '../model/state.ts'
import type { StoredState } from './document/stored-state.ts'
import { encryptionEntry, stepEntry } from './journal/entries.ts'
import { withProof, type Sealing } from './secrets/resource-codec.ts'
import type { ResourceVault } from './secrets/resource-vault.ts'
import { holdsSecret } from './secrets/seal-values.ts'
import type { StateKeys } from './secrets/state-keys.ts'
import type { StateAdapter } from './state-adapter.ts'
import { lockLost } from './state-problem.ts'
import type { StateSession } from './stores/state-backend.ts'

export interface LockedStateDeps {
  /** Of the store, for people. */
  readonly place: string
  readonly session: StateSession
  readonly adapter: StateAdapter
  /** Read already. */
  readonly database: Low<StoredState>
  readonly vault: ResourceVault
  readonly keys: StateKeys
  readonly sealing: Sealing
}

/** The state while this process holds its lock. */
export class LockedStateStore implements LockedState {
  readonly #deps: LockedStateDeps
  readonly #writtenSerial: number
  readonly #underway = new Set<Promise<unknown>>()
  #sealing: Sealing
  #serial: number
  #turn: Promise<unknown> = Promise.resolve()
  #state: State | undefined
  #released: Promise<void> | undefined

  /** `isWritten`: the document is the state as it is now. */
  constructor(deps: LockedStateDeps, isWritten: boolean) {
    this.#deps = deps
    this.#sealing = deps.sealing
    this.#serial = deps.database.data.serial
    this.#writtenSerial = isWritten ? this.#serial : 0
  }

  get lost(): AbortSignal {
    return this.#deps.session.lost
  }

  readonly state = (): State => (this.#state ??= this.#deps.vault.openWith(this.#stored, this.#sealing))

  /** Steps are written in the order of the calls; those that are given while one is on its way share a write. */
  async record(step: StateStep): Promise<void> {
    const { outcome } = await this.#inTurn(async () => {
      if (this.#sealing.key === undefined && needsKey(step)) await this.#addKey()
      return { outcome: this.#append(step) }
    })
    await outcome
  }

  release(): Promise<void> {
    return (this.#released ??= this.#release())
  }

  get #stored(): StoredState {
    return this.#deps.database.data
  }

  /** Gives the promise inside an object: whoever waits for his turn does not wait for the disk. */
  #append(step: StateStep): Promise<void> {
    const serial = ++this.#serial
    const stored = this.#deps.vault.seal(step, this.#sealing)
    const appended = this.#mustCount(stepEntry(stored, serial)).then(() => {
      this.#stored.takeStep(stored, serial)
      this.#state = undefined
    })
    const settled = appended.catch(() => {}).finally(() => this.#underway.delete(settled))
    this.#underway.add(settled)
    return appended
  }

  /** What was recorded without a key has to be in the state before its proofs are made. */
  async #addKey(): Promise<void> {
    const { keys } = this.#deps
    const { lineage } = this.#sealing
    await Promise.all(this.#underway)
    const key = await keys.make(lineage)
    const sealing = { lineage, key: key.bytes }
    const proofs = this.#stored.stored().map((resource) => withProof(resource, sealing).proof ?? '')
    await this.#mustCount(encryptionEntry(key.encryption, proofs))
    this.#stored.takeEncryption(key.encryption, proofs)
    this.#sealing = sealing
  }

  async #mustCount(entry: ReturnType<typeof stepEntry>): Promise<void> {
    const { place, adapter, session } = this.#deps
    const outcome = await adapter.append(entry)
    if (outcome === 'fenced') throw lockLost(place, session.lost.reason)
  }

  /** The document is written when something was recorded; the lock is released in any case. */
  async #release(): Promise<void> {
    const { session, database } = this.#deps
    await this.#turn
    await Promise.all(this.#underway)
    try {
      if (!session.lost.aborted && this.#stored.serial > this.#writtenSerial) await database.write()
    } finally {
      await session.release()
    }
  }

  #inTurn<T>(action: () => Promise<T>): Promise<T> {
    const result = this.#turn.then(action)
    this.#turn = result.catch(() => {})
    return result
  }
}

function needsKey(step: StateStep): boolean {
  if (step.step === 'begin') return holdsSecret(step.operation.resource.fields)
  return step.step === 'done' && holdsSecret(step.resource.fields)
}

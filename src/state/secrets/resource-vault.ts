import type { PendingOperation, RecordedResource, State, StateStep } from '../../model/state.ts'
import type { StoredResource, StoredStep } from '../document/stored-resource.ts'
import type { StoredState } from '../document/stored-state.ts'
import type { Encryption } from './encryption.ts'
import { openResource, sealResource } from './resource-codec.ts'
import type { Sealing } from './resource-codec.ts'
import type { StateKey, StateKeys } from './state-keys.ts'

/** Turns what is stored into values and back. Finds a key once, opens a resource once. */
export class ResourceVault {
  readonly #keys: StateKeys
  readonly #opened = new WeakMap<StoredResource, RecordedResource>()
  #known: StateKey | undefined

  constructor(keys: StateKeys) {
    this.#keys = keys
  }

  /** The state as a value. Rejects with a DiagnosedError about the key or about a secret. */
  async open(stored: StoredState): Promise<State> {
    for (;;) {
      const { encryption } = stored
      const sealing = await this.sealing(stored)
      if (stored.encryption === encryption) return this.openWith(stored, sealing)
    }
  }

  /** The same with a key that was found before. */
  openWith(stored: StoredState, sealing: Sealing): State {
    return {
      lineage: stored.lineage,
      serial: stored.serial,
      resources: stored.resources().map((resource) => this.#openResource(resource, sealing)),
      pending: stored.pending().map((operation): PendingOperation => ({
        ...operation,
        resource: this.#openResource(operation.resource, sealing),
      })),
    }
  }

  /** The key of a state, where it has one. */
  async sealing(stored: StoredState): Promise<Sealing> {
    const { lineage, encryption } = stored
    return { lineage, key: encryption && (await this.#find(lineage, encryption)).bytes }
  }

  /** A step as it is stored. */
  seal(step: StateStep, sealing: Sealing): StoredStep {
    if (step.step === 'begin') {
      const { address, action, resource } = step.operation
      return { step: 'begin', operation: { address, action, resource: this.#sealResource(resource, sealing) } }
    }
    if (step.step !== 'done') return step
    return { step: 'done', address: step.address, resource: this.#sealResource(step.resource, sealing) }
  }

  #openResource(stored: StoredResource, sealing: Sealing): RecordedResource {
    const known = this.#opened.get(stored)
    if (known !== undefined) return known
    const opened = openResource(stored, sealing)
    this.#opened.set(stored, opened)
    return opened
  }

  #sealResource(resource: RecordedResource, sealing: Sealing): StoredResource {
    const stored = sealResource(resource, sealing)
    this.#opened.set(stored, resource)
    return stored
  }

  async #find(lineage: string, encryption: Encryption): Promise<StateKey> {
    if (this.#known?.encryption.check !== encryption.check) this.#known = await this.#keys.find(lineage, encryption)
    return this.#known
  }
}

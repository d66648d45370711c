import type { Encryption } from '../secrets/encryption.ts'
import type { StoredOperation, StoredResource, StoredStep } from './stored-resource.ts'

/** Version of the format that this release writes, and the newest one it reads. */
export const STATE_VERSION = 1

/** A state at rest, to which steps are added in constant time each. */
export class StoredState {
  readonly lineage: string
  readonly #resources = new Map<string, StoredResource>()
  readonly #pending = new Map<string, StoredOperation>()
  #serial: number
  #encryption: Encryption | undefined

  constructor(start: {
    readonly lineage: string
    readonly serial: number
    readonly encryption?: Encryption | undefined
  }) {
    this.lineage = start.lineage
    this.#serial = start.serial
    this.#encryption = start.encryption
  }

  get serial(): number {
    return this.#serial
  }

  /** How the key is found and checked; absent as long as there was no secret. */
  get encryption(): Encryption | undefined {
    return this.#encryption
  }

  /** By address. */
  resources(): readonly StoredResource[] {
    return [...this.#resources.values()].toSorted(byAddress)
  }

  /** By address. */
  pending(): readonly StoredOperation[] {
    return [...this.#pending.values()].toSorted(byAddress)
  }

  addResource(resource: StoredResource): void {
    this.#resources.set(resource.address, resource)
  }

  addPending(operation: StoredOperation): void {
    this.#pending.set(operation.address, operation)
  }

  takeStep(step: StoredStep, serial: number): void {
    this.#serial = serial
    if (step.step === 'begin') return this.addPending(step.operation)
    this.#pending.delete(step.address)
    if (step.step === 'done') this.addResource(step.resource)
    if (step.step === 'gone') this.#resources.delete(step.address)
  }

  /** Everything that may hold secrets, in one order: the resources, then those of the pending operations. */
  stored(): readonly StoredResource[] {
    return [...this.resources(), ...this.pending().map((operation) => operation.resource)]
  }

  /** From now on the state has a key. `proofs`: of what is there, in the order of `stored`. */
  takeEncryption(encryption: Encryption, proofs: readonly string[]): void {
    const [resources, pending] = [this.resources(), this.pending()]
    this.#encryption = encryption
    resources.forEach((resource, index) => this.addResource(withProof(resource, proofs[index])))
    pending.forEach((operation, index) => {
      const resource = withProof(operation.resource, proofs[resources.length + index])
      this.addPending({ ...operation, resource })
    })
  }
}

function withProof(resource: StoredResource, proof: string | undefined): StoredResource {
  return proof === undefined ? resource : { ...resource, proof }
}

function byAddress(a: { readonly address: string }, b: { readonly address: string }): number {
  if (a.address === b.address) return 0
  return a.address < b.address ? -1 : 1
}

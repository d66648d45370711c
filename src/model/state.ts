import type { ResourceKind } from './address.ts'
import type { Fields, FieldValues, Plain } from './fields.ts'

/** What a kind keeps beside the fields: uid, topic id, revisions, start positions. Plain data, no secrets. */
export type Attributes = { readonly [name: string]: Plain }

/** A resource as it was applied. */
export interface RecordedResource {
  readonly address: string
  readonly kind: ResourceKind
  readonly fields: FieldValues
  readonly attributes: Attributes
  /** Addresses this resource needs; kept for the order of deletes after its block is gone. */
  readonly dependsOn: readonly string[]
  readonly preventDestroy: boolean
}

/** A side effect that was begun; an entry that is still there at load was cut off and is finished or undone by the next apply. */
export interface PendingOperation {
  readonly address: string
  readonly action: 'create' | 'update' | 'delete'
  /** What is applied (create, update) or was recorded (delete). */
  readonly resource: RecordedResource
}

/** What was applied: the state as a value. Secrets are `Secret` in memory and ciphertext at rest. */
export interface State {
  /** UUID from the first write; `projectId` in the original's outputs. */
  readonly lineage: string
  /** Grows by one with every recorded step. */
  readonly serial: number
  readonly resources: readonly RecordedResource[]
  readonly pending: readonly PendingOperation[]
}

/** One recorded step, appended and fsynced before it counts. */
export type StateStep =
  | { readonly step: 'begin'; readonly operation: PendingOperation }
  | { readonly step: 'done'; readonly address: string; readonly resource: RecordedResource }
  | { readonly step: 'gone'; readonly address: string }
  /** The operation had no effect and is forgotten; what was recorded before stays. */
  | { readonly step: 'cancelled'; readonly address: string }

/** A locked state: only the holder writes. */
export interface LockedState {
  readonly state: () => State
  /** Durable when it resolves. Rejects when the lock was lost: nothing was recorded then. */
  record(step: StateStep): Promise<void>
  /** Aborted when the lock is lost. */
  readonly lost: AbortSignal
  /** Compacts where due and gives the lock back. Idempotent. */
  release(): Promise<void>
}

/** What a configuration may say about a store of the state: the fields of its block `state "NAME" { … }`. */
export interface StateStoreDeclaration {
  /** One sentence for the reference docs. */
  readonly doc: string
  readonly fields: Fields
}

/** By label; the first is used where a configuration has no `state` block. */
export type StateStoreDeclarations = { readonly [store: string]: StateStoreDeclaration }

/** Which store keeps the state, and its settings, normalized. */
export interface StateStoreChoice {
  readonly store: string
  readonly settings: FieldValues
}

/** A place for the state; what is kept there is told in state/FORMAT.md. */
export interface StateStore {
  /** The state, or nothing where none was ever written. Needs no lock. Rejects with a DiagnosedError for a damaged, newer or foreign one. */
  read(): Promise<State | undefined>
  /** Takes the lock, waits at most `timeoutMs` for it (then a DiagnosedError with code of "lock held"). Makes lineage and an empty state on first use. */
  lock(options: {
    readonly operation: string
    readonly timeoutMs: number
    readonly signal: AbortSignal
  }): Promise<LockedState>
  /** Resolves when the state differs from serial `since`; how `up` follows an apply in another terminal. */
  changed(since: number, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

import type { ResourceKind } from './address.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { FieldValue } from './fields.ts'
import type { PendingOperation, RecordedResource } from './state.ts'

/** What a plan may do to a resource. */
export type Action = 'create' | 'update' | 'replace' | 'delete' | 'no-op' | 'forget' | 'move' | 'import'

/** A difference in one field. `path` is dotted (`directory.path`); absent `before` or `after` = not set there. */
export interface FieldChange {
  readonly path: string
  readonly before?: FieldValue
  readonly after?: FieldValue
  /** The value is only known once applied (uid, start positions). */
  readonly afterUnknown?: boolean
  readonly forcesReplacement?: boolean
}

/** One resource in a plan. Complete: apply decides nothing that is not here. */
export interface Change {
  readonly address: string
  readonly kind: ResourceKind
  readonly action: Action
  /** As recorded; absent for create. */
  readonly before?: RecordedResource
  /** As it shall be recorded, `attributes` as far as they are known; absent for delete and forget. */
  readonly after?: RecordedResource
  readonly fieldChanges: readonly FieldChange[]
  /** How many fields stay as they are. */
  readonly unchanged: number
  /** One sentence for people: why it is replaced or deleted, what that means for the data. */
  readonly reason?: string
  /**
   * Addresses whose change must be done before this one: before the whole of it, or before the create half of a replace. Where a delete
   * waits for a replace, it waits for the delete half.
   */
  readonly waitsFor: readonly string[]
  /** Only for a replace: addresses whose delete (or delete half, or update away from this one) must be done before the delete half. */
  readonly deleteWaitsFor?: readonly string[]
  /**
   * Nothing is deleted outside by this forget, or by the delete half of this replace: the resource at this address uses the same place
   * after the plan. Where the record waits for that one, it waits until it has the place.
   */
  readonly leavesPlaceTo?: string
  /** What an earlier apply left half done; this change finishes it. */
  readonly resumes?: PendingOperation
}

/** The difference between configuration and state, as a value that can be printed, saved and applied. */
export interface Plan {
  readonly lineage: string | undefined
  readonly serial: number
  /**
   * Creates and updates with what they need before them, then deletes with what needs them before them, otherwise in the order of the
   * configuration. What may run when is told by `waitsFor` and `deleteWaitsFor` alone. No-op changes are included.
   */
  readonly changes: readonly Change[]
  readonly diagnostics: readonly Diagnostic[]
}

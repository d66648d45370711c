import type { Connector, ConnectorCatalogue, ConnectorDeps } from './connector.ts'
import type { DesiredResource } from './desired-resource.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { FieldValues, Fields } from './fields.ts'
import type { FormatCatalogue } from './object-format.ts'
import type { DecoderCatalogue } from './record-decoder.ts'
import type { FieldChange } from './plan.ts'
import type { ResourceKind } from './address.ts'
import type { ExportJob } from './export-job.ts'
import type { Attributes, RecordedResource, State } from './state.ts'
import type { Stream, StreamCatalogue, StreamDescription, StreamDeps } from './stream.ts'

/** The variants behind each contract, a line each. */
export interface Catalogues {
  readonly connectors: ConnectorCatalogue
  readonly streams: StreamCatalogue
  readonly formats: FormatCatalogue
  readonly decoders: DecoderCatalogue
}

/** What the pure rules of a kind may know of the world: the catalogues' declarations. */
export interface RulesDeps extends Catalogues {
  /** Absolute directory of the configuration. */
  readonly directory: string
}

/** How a changed resource comes to be: in place, by delete and create, or not at all. `because`: dotted paths of the fields that say so. */
export type UpdateVerdict =
  | { readonly verdict: 'update'; readonly reason?: string }
  | { readonly verdict: 'replace'; readonly because: readonly string[]; readonly reason?: string }
  | { readonly verdict: 'refuse'; readonly path: string; readonly diagnostic: Diagnostic }

/** A resource that another one needs, as it will be after the plan; `identity` tells whether it stays the same thing outside. */
export interface PlannedNeed {
  readonly fields: FieldValues
  readonly identity: 'kept' | 'new'
}

/** What rules may know that are asked while a plan is made. */
export interface PlanningDeps extends RulesDeps {
  /** What a resource that this one needs will be. */
  readonly need: (address: string) => PlannedNeed | undefined
}

/** What changes of others mean for a resource whose own fields may be as they were. */
export type NeedsVerdict =
  | { readonly verdict: 'unaffected' }
  | { readonly verdict: 'update'; readonly reason: string; readonly fieldChanges: readonly FieldChange[] }
  | { readonly verdict: 'replace'; readonly reason: string; readonly because: readonly string[] }

/**
 * A place outside that only one resource of a kind may have, as text. When one that has it is deleted and another one has it after the plan:
 * - `after-delete`: the other one is created when the delete is done
 * - `forget`: nothing is deleted outside, the record goes
 */
export interface Occupancy {
  readonly place: string
  readonly handover: 'after-delete' | 'forget'
}

/** An attribute that a create makes. Without `value` it is shown as known after apply. */
export interface ComputedAttribute {
  readonly path: string
  readonly value?: string
}

/** How JSON answers refer to a resource; `projectId` is the lineage of the state. */
export interface ResourceRef {
  readonly name: string
  readonly projectId: string
}

/** What a listing may know besides the fields of a resource. */
export interface ListingDeps extends Pick<RulesDeps, 'connectors' | 'streams'> {
  /** Another resource, by its address. */
  readonly refTo: (address: string) => ResourceRef
}

/** How `list` and `get` show the applied resources of a kind, each by its name first. The original's words. */
export interface KindListing {
  readonly columns: readonly string[]
  /** `cells`: the columns after the name. `json`: the keys after `ref`. */
  readonly show: (
    fields: FieldValues,
    deps: ListingDeps,
  ) => { readonly cells: readonly string[]; readonly json: { readonly [key: string]: unknown } }
}

/** The pure side of a kind. */
export interface KindRules {
  readonly kind: ResourceKind
  /** Key of the YAML map and of lists: `streams`. */
  readonly plural: string
  /** Own fields and, as optional blocks, the variants' fields. */
  readonly fields: (context: RulesDeps) => Fields
  /** Exactly one of these blocks is set after `normalize`. */
  readonly variants: (context: RulesDeps) => readonly string[]
  /** Fills what depends on other fields, on the label or on the other resources (the only connector). After decode, before checks. */
  readonly normalize: (
    resource: DesiredResource,
    all: readonly DesiredResource[],
    context: RulesDeps,
  ) => DesiredResource
  /** What no single field's declaration can say. */
  readonly checks: readonly ((
    resource: DesiredResource,
    all: readonly DesiredResource[],
    context: RulesDeps,
  ) => readonly Diagnostic[])[]
  /** Asked when fields differ. */
  readonly judgeUpdate: (before: RecordedResource, after: FieldValues, context: RulesDeps) => UpdateVerdict
  /** Asked for every recorded resource that stays: has what it needs changed in a way that changes it too? */
  readonly judgeNeeds?: (before: RecordedResource, after: FieldValues, context: PlanningDeps) => NeedsVerdict
  /** What it occupies outside, for hand-over from a deleted resource to another one. */
  readonly occupies?: (fields: FieldValues, context: PlanningDeps) => Occupancy | undefined
  /** Attributes that a create makes and people want to see. */
  readonly computed?: (fields: FieldValues, context: PlanningDeps) => readonly ComputedAttribute[]
  readonly listing: KindListing
  /** One sentence for a plan that deletes or replaces it: what that means for the data. */
  readonly deletion?: string
}

/** What observation found. Observing never changes anything. */
export interface Observation {
  readonly presence: 'present' | 'absent' | 'unknown'
  readonly diagnostics: readonly Diagnostic[]
}

/** One variant block of a recorded resource: which, and its settings. */
export interface VariantSettings {
  readonly variant: string
  readonly settings: FieldValues
}

/** Streams and connectors that are opened once and shared by the steps of one command. */
export interface Outside extends AsyncDisposable {
  /** Opens the stream, or uses the one that is open, for as long as `use` runs. */
  withStream<Result>(which: VariantSettings, use: (stream: Stream) => Promise<Result>): Promise<Result>
  withConnector<Result>(which: VariantSettings, use: (connector: Connector) => Promise<Result>): Promise<Result>
  /** Reads a stream's description once, however many ask for it, until `refresh`. */
  describe(which: VariantSettings, signal: AbortSignal): Promise<StreamDescription>
  /** Forgets descriptions: of this stream, or all. */
  refresh(which?: VariantSettings): void
  close(): Promise<void>
}

/** What `cli/compose.ts` gives to those that observe and apply. */
export interface ApplyDeps extends RulesDeps {
  readonly streamDeps: StreamDeps
  readonly connectorDeps: ConnectorDeps
  readonly outside: Outside
  readonly uuid: () => string
  /** The engine's recovery of open intents as a member, injected: used before a ledger is removed. */
  readonly recover: (job: ExportJob, signal: AbortSignal) => Promise<void>
  /** How long a delete waits for running exporters to leave, and again for open batches to be finished: milliseconds. */
  readonly deletePatienceMs: number
}

/** What one action of a kind may use. */
export interface ActionDeps extends ApplyDeps {
  /** The state as it is now, everything: prefer `recorded`. */
  readonly state: () => State
  /** One resource as it is recorded now, in constant time. */
  readonly recorded: (address: string) => RecordedResource | undefined
  /** Aborted when the lock was lost: stop at once. */
  readonly signal: AbortSignal
  /** Aborted when the user wants to stop: waits without effect end, what has begun is finished. Includes `signal`. */
  readonly stopping: AbortSignal
  /** A named step that was passed, for the progress lines of apply. */
  readonly progress: (message: string) => void
  readonly warn: (diagnostic: Diagnostic) => void
}

/** The side of a kind that touches the world. All reject with DiagnosedError for what a user can mend. */
export interface KindActions {
  readonly kind: ResourceKind
  readonly observe: (recorded: RecordedResource, context: ActionDeps) => Promise<Observation>
  /**
   * What must be on record before the first side effect (uid, start positions, next revision). Read-only. `after.attributes` holds what an
   * interrupted apply or the resource's earlier life recorded: what identifies the resource is taken from there and never generated a second time.
   */
  readonly prepare: (
    after: RecordedResource,
    before: RecordedResource | undefined,
    context: ActionDeps,
  ) => Promise<Attributes>
  /** Creates or updates. Idempotent: runs again after a crash with the same prepared attributes. Gives the attributes to record. */
  readonly perform: (
    after: RecordedResource,
    before: RecordedResource | undefined,
    context: ActionDeps,
  ) => Promise<Attributes>
  /** Operations that change nothing outside, or nothing when `perform` rejects: forgotten then, instead of resumed by the next apply. */
  readonly leavesNothing?: readonly ('create' | 'update')[]
  /** Idempotent. */
  readonly remove: (recorded: RecordedResource, context: ActionDeps) => Promise<void>
}

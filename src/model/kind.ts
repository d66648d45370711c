import type { ConnectorCatalogue, ConnectorSurroundings } from './connector.ts'
import type { DesiredResource } from './desired-resource.ts'
import type { Diagnostic } from './diagnostic.ts'
import type { FieldValues, Fields } from './fields.ts'
import type { ResourceKind } from './address.ts'
import type { ExportJob } from './export-job.ts'
import type { Attributes, RecordedResource, State } from './state.ts'
import type { StreamCatalogue, StreamSurroundings } from './stream.ts'

/** What the pure rules of a kind may know of the world: the catalogues' declarations. */
export interface RulesContext {
  readonly connectors: ConnectorCatalogue
  readonly streams: StreamCatalogue
  /** Absolute directory of the configuration. */
  readonly directory: string
}

/** How a changed resource comes to be: in place, or by delete and create. */
export type UpdateVerdict =
  | { readonly verdict: 'update' }
  | { readonly verdict: 'replace'; readonly because: readonly string[]; readonly reason?: string }

/** The pure side of a kind. */
export interface KindRules {
  readonly kind: ResourceKind
  /** Key of the YAML map and of lists: `streams`. */
  readonly plural: string
  /** Own fields and, as optional blocks, the variants' fields. */
  readonly fields: (context: RulesContext) => Fields
  /** Exactly one of these blocks is set after `normalize`. */
  readonly variants: (context: RulesContext) => readonly string[]
  /** Fills what depends on other fields, on the label or on the other resources (the only connector). After decode, before checks. */
  readonly normalize: (
    resource: DesiredResource,
    all: readonly DesiredResource[],
    context: RulesContext,
  ) => DesiredResource
  /** What no single field's declaration can say. */
  readonly checks: readonly ((
    resource: DesiredResource,
    all: readonly DesiredResource[],
    context: RulesContext,
  ) => readonly Diagnostic[])[]
  readonly judgeUpdate: (before: RecordedResource, after: FieldValues) => UpdateVerdict
}

/** What observation found; read-only (design/declarative.md section 3). */
export interface Observation {
  readonly presence: 'present' | 'absent' | 'unknown'
  readonly diagnostics: readonly Diagnostic[]
}

/** What the actions of a kind may use; built by `cli/compose.ts`. */
export interface ActionsContext extends RulesContext {
  readonly state: () => State
  readonly streamSurroundings: StreamSurroundings
  readonly connectorSurroundings: ConnectorSurroundings
  readonly uuid: () => string
  /** The engine's recovery of open intents as a member, injected: used before a ledger is removed. */
  readonly recover: (job: ExportJob, signal: AbortSignal) => Promise<void>
  readonly signal: AbortSignal
  /** A named step that was passed, for the progress lines of apply. */
  readonly progress: (message: string) => void
  readonly warn: (diagnostic: Diagnostic) => void
}

/** The side of a kind that touches the world. All reject with DiagnosedError for what a user can mend. */
export interface KindActions {
  readonly kind: ResourceKind
  readonly observe: (recorded: RecordedResource, context: ActionsContext) => Promise<Observation>
  /** What must be on record before the first side effect (uid, start positions, next revision). Read-only, run once: a resumed apply uses what was recorded. */
  readonly prepare: (
    after: RecordedResource,
    before: RecordedResource | undefined,
    context: ActionsContext,
  ) => Promise<Attributes>
  /** Creates or updates. Idempotent: runs again after a crash with the same prepared attributes. Gives the attributes to record. */
  readonly perform: (
    after: RecordedResource,
    before: RecordedResource | undefined,
    context: ActionsContext,
  ) => Promise<Attributes>
  /** Idempotent. */
  readonly remove: (recorded: RecordedResource, context: ActionsContext) => Promise<void>
}

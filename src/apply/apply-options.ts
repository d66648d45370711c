import type { ApplyEvent } from '../model/apply-event.ts'
import type { ChangeCounts } from '../model/count-changes.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { ApplyDeps, KindActions } from '../model/kind.ts'
import type { Plan } from '../model/plan.ts'
import type { LockedState } from '../model/state.ts'

export interface ApplyOptions {
  readonly plan: Plan
  readonly locked: LockedState
  readonly kinds: readonly KindActions[]
  readonly context: ApplyDeps
  /** How many changes are made at a time; 10 by default. */
  readonly parallelism?: number
  /** Aborted when the user wants to stop: what is in flight is finished and saved, nothing more is begun. */
  readonly signal: AbortSignal
  readonly onEvent?: (event: ApplyEvent) => void
}

export interface ApplyResult {
  /** What was really done; a replacement counts as one added and one destroyed. */
  readonly counts: ChangeCounts
  /** By address; changes without effect are left out. */
  readonly outcomes: ReadonlyMap<string, 'done' | 'failed' | 'skipped'>
  /** Why changes failed, and warnings of those that did not. */
  readonly diagnostics: readonly Diagnostic[]
  /** The errors behind the failures, for a report of a bug. */
  readonly failures: readonly { readonly address: string; readonly error: unknown }[]
  /** Stopped by the signal, or by the loss of the lock, before all was done. */
  readonly interrupted: boolean
}

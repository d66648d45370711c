import type { Action } from './plan.ts'
import type { Diagnostic } from './diagnostic.ts'

/** What happens while a plan is applied, for views. Names as in Terraform's machine-readable output. */
export type ApplyEvent =
  | { readonly event: 'apply_start'; readonly address: string; readonly action: Action }
  /** A named step passed, or a long one goes on. */
  | { readonly event: 'apply_progress'; readonly address: string; readonly action: Action; readonly message: string }
  | { readonly event: 'apply_complete'; readonly address: string; readonly action: Action; readonly elapsedMs: number }
  | {
      readonly event: 'apply_errored'
      readonly address: string
      readonly action: Action
      readonly diagnostics: readonly Diagnostic[]
    }
  /** Not tried, because something it needs failed or the user stopped. */
  | { readonly event: 'apply_skipped'; readonly address: string; readonly action: Action; readonly because: string }

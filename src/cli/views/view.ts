import type { ApplyEvent } from '../../model/apply-event.ts'
import type { ChangeCounts } from '../../model/count-changes.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { EngineEvent } from '../../model/engine-event.ts'
import type { Plan } from '../../model/plan.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { WorkerEvent } from '../workers/worker-event.ts'

/** Where the ranges of diagnostics point to, and what must not be shown of it. */
export interface SourceTexts {
  readonly sources: ReadonlyMap<string, string>
  readonly hidden: readonly SourceRange[]
}

/** Everything a command shows goes through one of these: for people or, with `--json`, for programs. */
export interface View {
  readonly diagnostics: (diagnostics: readonly Diagnostic[], texts?: SourceTexts) => void
  readonly plan: (plan: Plan, options: { readonly concise: boolean }) => void
  readonly applying: (event: ApplyEvent) => void
  readonly applied: (outcome: 'apply' | 'destroy', counts: ChangeCounts) => void
  /** `worker`: whose event it is, where there are several. */
  readonly engine: (event: EngineEvent, worker?: number) => void
  readonly worker: (event: WorkerEvent) => void
  /** For people only: what is going on. */
  readonly note: (text: string) => void
  /** A command's answer: `text` for people, `value` for programs. */
  readonly answer: (text: string, type: string, value: unknown) => void
}

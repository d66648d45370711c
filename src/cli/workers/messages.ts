import type { Diagnostic } from '../../model/diagnostic.ts'
import type { EngineEvent } from '../../model/engine-event.ts'
import type { ExitCode } from '../exit-code.ts'

/** What a worker says to the process that started it, which alone prints. */
export type FromWorker =
  | { readonly message: 'engine'; readonly event: EngineEvent }
  | { readonly message: 'diagnostics'; readonly diagnostics: readonly Diagnostic[] }
  | { readonly message: 'note'; readonly text: string }
  /** All of its exporters have failed for good; or one of them was started again. */
  | { readonly message: 'hopeless'; readonly isHopeless: boolean }
  /** Its work is over, in order; it ends now with this code. */
  | { readonly message: 'ended'; readonly code: ExitCode }

/** What it is asked: to write what is open and leave, or to end at once. */
export type ToWorker = 'finish' | 'stop'

const FROM_WORKER: readonly unknown[] = [
  'engine',
  'diagnostics',
  'note',
  'hopeless',
  'ended',
] satisfies FromWorker['message'][]

/** The gate: both ends are the same program, so the tag says it all. */
export function isFromWorker(value: unknown): value is FromWorker {
  return typeof value === 'object' && value !== null && 'message' in value && FROM_WORKER.includes(value.message)
}

import type { ApplyEvent } from '../model/apply-event.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { PlanStep } from '../model/plan-steps.ts'
import type { ApplyOptions, ApplyResult } from './apply-options.ts'
import { failureDiagnostics } from './failure-diagnostics.ts'

/** Keeps count of an apply and reports to the views. */
export interface Report {
  readonly started: (step: PlanStep) => void
  readonly progress: (step: PlanStep, message: string) => void
  readonly warn: (step: PlanStep, diagnostic: Diagnostic) => void
  readonly done: (step: PlanStep) => void
  readonly failed: (step: PlanStep, error: unknown, lost: readonly PlanStep[]) => void
  readonly result: (steps: readonly PlanStep[]) => ApplyResult
}

export function makeReport({ context, onEvent = ignore }: ApplyOptions, stopping: AbortSignal): Report {
  const { clock } = context.streamDeps
  const begun = new Map<string, number>()
  const outcomes = new Map<string, 'done' | 'failed' | 'skipped'>()
  const diagnostics: Diagnostic[] = []
  const failures: { address: string; error: unknown }[] = []
  const counts = { add: 0, change: 0, destroy: 0 }

  return {
    started: (step) => {
      if (begun.has(step.change.address)) return
      begun.set(step.change.address, clock.monotonic())
      onEvent({ event: 'apply_start', ...headOf(step) })
    },
    progress: (step, message) => onEvent({ event: 'apply_progress', ...headOf(step), message }),
    warn: ({ change }, diagnostic) => void diagnostics.push({ address: change.address, ...diagnostic }),
    done: (step) => {
      count(step)
      if (step.part === 'delete' && step.change.action === 'replace') return
      outcomes.set(step.change.address, 'done')
      const elapsedMs = clock.monotonic() - (begun.get(step.change.address) ?? 0)
      onEvent({ event: 'apply_complete', ...headOf(step), elapsedMs })
    },
    failed: (step, error, lost) => {
      const { address } = step.change
      outcomes.set(address, 'failed')
      failures.push({ address, error })
      const found = failureDiagnostics(address, error, stopping)
      diagnostics.push(...found)
      onEvent({ event: 'apply_errored', ...headOf(step), diagnostics: found })
      for (const other of lost) skip(other, `"${address}" failed`)
    },
    result: (steps) => {
      const left = steps.filter((step) => !outcomes.has(step.change.address))
      for (const step of left) skip(step, 'strmctl was stopped')
      return {
        counts,
        outcomes,
        diagnostics,
        failures,
        interrupted: stopping.aborted && left.length + failures.length > 0,
      }
    },
  }

  function skip(step: PlanStep, because: string): void {
    if (outcomes.has(step.change.address)) return
    outcomes.set(step.change.address, 'skipped')
    onEvent({ event: 'apply_skipped', ...headOf(step), because })
  }

  function count({ change, part }: PlanStep): void {
    if (part === 'delete') counts.destroy += change.action === 'forget' ? 0 : 1
    else if (change.action === 'update') counts.change += 1
    else counts.add += 1
  }
}

function headOf({ change }: PlanStep): Pick<ApplyEvent, 'address' | 'action'> {
  return { address: change.address, action: change.action }
}

function ignore(): void {
  // Nobody looks.
}

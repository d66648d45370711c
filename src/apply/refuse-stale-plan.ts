import { DiagnosedError } from '../model/diagnosed-error.ts'
import { diagnose } from '../model/diagnostic.ts'
import type { Plan } from '../model/plan.ts'
import type { State } from '../model/state.ts'
import { STALE_PLAN } from './diagnostics.ts'

/** A plan is applied to the state that it was made from, or not at all. One made before any state was written needs an empty one. */
export function refuseStalePlan(plan: Plan, state: State): void {
  if (plan.lineage === undefined && state.resources.length === 0 && state.pending.length === 0) return
  if (plan.lineage === state.lineage && plan.serial === state.serial) return
  throw new DiagnosedError([diagnose(STALE_PLAN, { detail: staleDetail(plan, state) })])
}

function staleDetail(plan: Plan, state: State): string {
  const why =
    plan.lineage !== undefined && plan.lineage !== state.lineage
      ? `it was made from another state ("${plan.lineage}", this one is "${state.lineage}")`
      : `it was made from serial ${plan.serial} of the state, which is at ${state.serial} now`
  return `The plan cannot be applied: ${why}. Make a new plan and apply that one.`
}

import { hasErrors } from '../model/diagnostic.ts'
import { InternalError } from '../model/internal-error.ts'
import { planSteps } from '../model/plan-steps.ts'
import type { ApplyOptions, ApplyResult } from './apply-options.ts'
import { refuseStalePlan } from './refuse-stale-plan.ts'
import { walkSteps } from './walk-steps.ts'

/**
 * Carries out a plan: every change when those it waits for are done. One that fails takes only those along that wait for it.
 * Rejects with a DiagnosedError, and does nothing, when the state is not the one that the plan was made from.
 */
export async function applyPlan(options: ApplyOptions): Promise<ApplyResult> {
  const { plan, locked } = options
  if (hasErrors(plan.diagnostics)) throw new InternalError('Cannot apply a plan: it has errors')
  refuseStalePlan(plan, locked.state())
  options.context.outside.refresh()
  return walkSteps(planSteps(plan.changes), options)
}

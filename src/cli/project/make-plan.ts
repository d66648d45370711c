import { observeResources } from '../../apply/observe-resources.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import type { ApplyDeps } from '../../model/kind.ts'
import type { Plan } from '../../model/plan.ts'
import type { State } from '../../model/state.ts'
import { assemblePlan } from '../../plan/assemble-plan.ts'
import { KIND_ACTIONS, KIND_RULES } from '../../resources/catalogue.ts'

export interface PlanRequest {
  readonly desired: readonly DesiredResource[]
  readonly state: State | undefined
  readonly context: ApplyDeps
  readonly destroy: boolean
  readonly parallelism?: number
  readonly signal: AbortSignal
}

/** Observes what is applied and assembles the plan. Changes nothing. */
export async function makePlan(request: PlanRequest): Promise<Plan> {
  const { desired, state, context, destroy, signal, parallelism } = request
  const observations =
    state === undefined
      ? new Map()
      : await observeResources({
          state,
          kinds: KIND_ACTIONS,
          context,
          signal,
          ...(parallelism === undefined ? {} : { parallelism }),
        })
  return assemblePlan({ desired, state, observations, kinds: KIND_RULES, context, destroy })
}

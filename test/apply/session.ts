import type { ApplyOptions, ApplyResult } from '../../src/apply/apply-options.ts'
import { applyPlan } from '../../src/apply/apply-plan.ts'
import { observeResources } from '../../src/apply/observe-resources.ts'
import type { ApplyDeps } from '../../src/model/kind.ts'
import type { Plan } from '../../src/model/plan.ts'
import { assemblePlan } from '../../src/plan/assemble-plan.ts'
import { KIND_ACTIONS, KIND_RULES } from '../../src/resources/catalogue.ts'
import { desire, type Configuration } from '../resources/desired.ts'
import { World } from '../resources/world.ts'
import { MemoryState } from './memory-state.ts'

/** What a session acts upon. */
export interface Surrounded {
  readonly deps: () => ApplyDeps
}

/** The commands of a user over a world and a state in memory. */
export class Commands<Acted extends Surrounded> {
  readonly world: Acted
  readonly memory = new MemoryState()

  constructor(world: Acted) {
    this.world = world
  }

  async plan(configuration: Configuration, destroy = false): Promise<Plan> {
    const context = this.world.deps()
    const { resources, diagnostics } = desire(configuration, context)
    const errors = diagnostics.filter((diagnostic) => diagnostic.severity === 'error')
    if (errors.length > 0) throw new Error(JSON.stringify(errors))
    const state = this.memory.state()
    const signal = new AbortController().signal
    const observations = await observeResources({ state, kinds: KIND_ACTIONS, context, signal })
    await context.outside.close()
    return assemblePlan({ desired: resources, state, observations, kinds: KIND_RULES, context, destroy })
  }

  async applyPlan(plan: Plan, options: Partial<ApplyOptions> = {}): Promise<ApplyResult> {
    const context = this.world.deps()
    const signal = new AbortController().signal
    try {
      return await applyPlan({ plan, locked: this.memory.locked(), kinds: KIND_ACTIONS, context, signal, ...options })
    } finally {
      await context.outside.close()
    }
  }

  async apply(configuration: Configuration, options: Partial<ApplyOptions> = {}): Promise<ApplyResult> {
    return this.applyPlan(await this.plan(configuration), options)
  }
}

/** The commands of a user over a world in memory. */
export class Session extends Commands<World> {
  constructor() {
    super(new World())
  }
}

/** Actions that would happen, by address; what stays is left out. */
export function actionsIn(plan: Plan): { readonly [address: string]: string } {
  const effective = plan.changes.filter((change) => change.action !== 'no-op')
  return Object.fromEntries(effective.map((change) => [change.address, change.action]))
}

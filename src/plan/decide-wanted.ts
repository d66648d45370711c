import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { KindRules, PlannedNeed } from '../model/kind.ts'
import { decideKept, type Decision } from './decide-kept.ts'
import type { KnownResource } from './known-resources.ts'
import type { PlanInput } from './plan-input.ts'
import { rulesOf } from './rules-of.ts'

export interface Decisions {
  /** By address, each after those that it needs. */
  readonly decisions: ReadonlyMap<string, Decision>
  readonly diagnostics: readonly Diagnostic[]
}

/** What happens to each resource of the configuration. `ordered`: what they need comes first. */
export function decideWanted(
  ordered: readonly DesiredResource[],
  known: ReadonlyMap<string, KnownResource>,
  { observations, kinds, context }: Pick<PlanInput, 'observations' | 'kinds' | 'context'>,
): Decisions {
  const decisions = new Map<string, Decision>()
  const diagnostics: Diagnostic[] = []
  const planning = { ...context, need: plannedNeed(decisions) }
  for (const desired of ordered) {
    const address = formatAddress(desired.address)
    const rules: KindRules = rulesOf(kinds, desired.kind)
    const outside = { known: known.get(address), observation: observations.get(address) }
    const decided = decideKept({ desired, ...outside, rules, context: planning })
    decisions.set(address, decided.decision)
    diagnostics.push(...decided.diagnostics)
  }
  return { decisions, diagnostics }
}

/** What a resource will be after the plan. */
export function plannedNeed(decisions: ReadonlyMap<string, Decision>): (address: string) => PlannedNeed | undefined {
  return (address) => {
    const decision = decisions.get(address)
    if (decision?.after === undefined) return undefined
    return { fields: decision.after.fields, identity: decision.action === 'replace' ? 'new' : 'kept' }
  }
}

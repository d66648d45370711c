import { buildGraph } from '../graph/build-graph.ts'
import type { Graph } from '../graph/graph.ts'
import { topologicalOrder } from '../graph/topological-order.ts'
import type { Change } from '../model/plan.ts'
import { planSteps } from '../model/plan-steps.ts'
import type { Decision } from './decide-kept.ts'
import type { Handover } from './occupied-places.ts'

export interface Undone {
  /** All decisions, by address, in the order of the plan. */
  readonly decisions: ReadonlyMap<string, Decision>
  /** Who needs whom in the configuration. */
  readonly wanted: Graph
  /** Who needed an address when it was applied, by that address. */
  readonly dependents: ReadonlyMap<string, readonly string[]>
  readonly handovers: readonly Handover[]
}

/** The decisions as changes that say what each waits for. */
export function withWaits(undone: Undone): readonly Change[] {
  const changes = waiting(undone)
  if (undone.handovers.length === 0 || canBeOrdered(changes)) return changes
  return waiting({ ...undone, handovers: [] })
}

function waiting(undone: Undone): readonly Change[] {
  const before = new Map<string, string[]>()
  for (const { from, to, handover } of undone.handovers) {
    const [first, second] = handover === 'forget' ? [to, from] : [from, to]
    before.set(second, [...(before.get(second) ?? []), first])
  }
  return [...undone.decisions.values()].map((decision) => ({
    ...decision,
    ...waitsOf(decision, undone, before.get(decision.address) ?? []),
  }))
}

function waitsOf(
  decision: Decision,
  undone: Undone,
  handedOver: readonly string[],
): Pick<Change, 'waitsFor' | 'deleteWaitsFor'> {
  const changing = (addresses: readonly string[]): readonly string[] =>
    [...new Set(addresses)].filter((address) => isChanging(undone.decisions.get(address)))
  const needs = undone.wanted.needs.get(decision.address)?.map((need) => need.id) ?? []
  const users = usersLeaving(decision, undone)
  switch (decision.action) {
    case 'no-op':
      return { waitsFor: [] }
    case 'delete':
    case 'forget':
      return { waitsFor: changing([...users, ...handedOver]) }
    case 'replace':
      return decision.leavesPlaceTo === undefined
        ? { waitsFor: changing([...needs, ...handedOver]), deleteWaitsFor: users }
        : { waitsFor: changing(needs), deleteWaitsFor: changing([...users, ...handedOver]) }
    case 'create':
    case 'update':
    case 'move':
    case 'import':
      return { waitsFor: changing([...needs, ...handedOver]) }
  }
}

/** Those that used it and no longer will: deleted, replaced, or changed to something else. */
function usersLeaving({ address }: Decision, { dependents, decisions }: Undone): readonly string[] {
  return (dependents.get(address) ?? []).filter((user) => {
    const decision = decisions.get(user)
    if (!isChanging(decision)) return false
    return decision?.action === 'replace' || decision?.after?.dependsOn.includes(address) !== true
  })
}

function isChanging(decision: Decision | undefined): boolean {
  return decision !== undefined && decision.action !== 'no-op'
}

/** Two that exchange their places would wait for each other: then nobody waits for a place. */
function canBeOrdered(changes: readonly Change[]): boolean {
  const steps = planSteps(changes)
  const nodes = steps.map(({ id, waitsFor }) => ({ id, dependsOn: waitsFor.map((need) => ({ id: need })) }))
  return topologicalOrder(buildGraph(nodes)).length === steps.length
}

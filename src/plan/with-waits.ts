import { hasEffect } from '../model/effective-changes.ts'
import { buildGraph } from '../graph/build-graph.ts'
import type { Graph } from '../graph/graph.ts'
import { topologicalOrder } from '../graph/topological-order.ts'
import type { Change } from '../model/plan.ts'
import { planSteps } from '../model/plan-steps.ts'
import type { Decision } from './decide-kept.ts'
import type { HandoverWait } from './occupied-places.ts'

export interface Undone {
  /** All decisions, by address, in the order of the plan. */
  readonly decisions: ReadonlyMap<string, Decision>
  /** Who needs whom in the configuration. */
  readonly wanted: Graph
  /** Who needed an address when it was applied, by that address. */
  readonly dependents: ReadonlyMap<string, readonly string[]>
  readonly handovers: readonly HandoverWait[]
}

/** The decisions as changes that say what each waits for. */
export function withWaits(undone: Undone): readonly Change[] {
  const changes = waiting(undone)
  if (undone.handovers.length === 0 || canBeOrdered(changes)) return changes
  return waiting({ ...undone, handovers: [] })
}

function waiting(undone: Undone): readonly Change[] {
  const waits = new Map<string, HandoverWait[]>()
  for (const wait of undone.handovers) waits.set(wait.address, [...(waits.get(wait.address) ?? []), wait])
  return [...undone.decisions.values()].map((decision) => ({
    ...decision,
    ...waitsOf(decision, undone, waits.get(decision.address) ?? []),
  }))
}

function waitsOf(
  decision: Decision,
  undone: Undone,
  handovers: readonly HandoverWait[],
): Pick<Change, 'waitsFor' | 'deleteWaitsFor'> {
  const own = (part: 'delete' | 'apply'): readonly string[] =>
    part === 'delete' ? usersLeaving(decision, undone) : needsOf(decision, undone)
  const waits = (part: 'delete' | 'apply'): readonly string[] => {
    const handed = handovers.filter((wait) => wait.part === part).map((wait) => wait.on)
    return [...new Set([...own(part), ...handed])].filter((address) => isChanging(undone.decisions.get(address)))
  }
  switch (decision.action) {
    case 'no-op':
      return { waitsFor: [] }
    case 'delete':
    case 'forget':
      return { waitsFor: waits('delete') }
    case 'replace':
      return { waitsFor: waits('apply'), deleteWaitsFor: waits('delete') }
    case 'create':
    case 'update':
    case 'move':
    case 'import':
      return { waitsFor: waits('apply') }
  }
}

function needsOf({ address }: Decision, { wanted }: Undone): readonly string[] {
  return wanted.needs.get(address)?.map((need) => need.id) ?? []
}

/** Those that used it and no longer will: deleted, replaced, or changed to something else. */
function usersLeaving({ address }: Decision, { dependents, decisions }: Undone): readonly string[] {
  return (dependents.get(address) ?? []).filter((user) => {
    const decision = decisions.get(user)
    return decision?.action === 'replace' || decision?.after?.dependsOn.includes(address) !== true
  })
}

function isChanging(decision: Decision | undefined): boolean {
  return decision !== undefined && hasEffect(decision)
}

/** Two that exchange their places would wait for each other: then nobody waits for a place. */
function canBeOrdered(changes: readonly Change[]): boolean {
  const steps = planSteps(changes)
  const nodes = steps.map(({ id, waitsFor }) => ({ id, dependsOn: waitsFor.map((need) => ({ id: need })) }))
  return topologicalOrder(buildGraph(nodes)).length === steps.length
}

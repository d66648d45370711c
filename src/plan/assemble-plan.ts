import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { Change, Plan } from '../model/plan.ts'
import { buildGraph } from '../graph/build-graph.ts'
import { findCycles } from '../graph/find-cycles.ts'
import type { Graph } from '../graph/graph.ts'
import { topologicalOrder } from '../graph/topological-order.ts'
import type { Decision } from './decide-kept.ts'
import { decideRemoved } from './decide-removed.ts'
import { decideWanted } from './decide-wanted.ts'
import { knownResources, type KnownResource } from './known-resources.ts'
import { findHandovers } from './occupied-places.ts'
import { orderOfDeletes } from './order-of-deletes.ts'
import type { PlanInput } from './plan-input.ts'
import { protectedStay, unusedOnly } from './protections.ts'
import { rulesOf } from './rules-of.ts'
import { withWaits } from './with-waits.ts'

/** The difference between what is wanted and what is applied, as changes that `applyPlan` only has to apply. Linear in the number of resources. */
export function assemblePlan(input: PlanInput): Plan {
  const head = { lineage: input.state?.lineage, serial: input.state?.serial ?? 0 }
  const byAddress = new Map(input.desired.map((resource) => [formatAddress(resource.address), resource]))
  const wanted = graphOf(input.destroy === true ? [] : [...byAddress.values()])
  const cycles = findCycles(wanted)
  if (cycles.length > 0) return { ...head, changes: [], diagnostics: cycles }
  return { ...head, ...decideAll(input, byAddress, wanted) }
}

type ByAddress = ReadonlyMap<string, DesiredResource>

function graphOf(resources: readonly DesiredResource[]): Graph {
  const nodes = resources.map((resource) => ({
    id: formatAddress(resource.address),
    dependsOn: resource.dependencies.map(({ on, range, expression }) => ({ id: formatAddress(on), range, expression })),
  }))
  return buildGraph(nodes)
}

function decideAll(input: PlanInput, byAddress: ByAddress, wanted: Graph): Pick<Plan, 'changes' | 'diagnostics'> {
  const known = knownResources(input.state)
  const ordered = topologicalOrder(wanted).flatMap((address) => byAddress.get(address) ?? [])
  const kept = decideWanted(ordered, known, input)
  const { order, dependents } = orderOfDeletes(known)
  const { heirs, waits } = findHandovers(
    order.flatMap((address) => known.get(address) ?? []),
    kept.decisions,
    input,
  )
  const removed = decideRest({ order, known, kept: kept.decisions, heirs, input })
  const decisions = new Map([...leavingPlaces(kept.decisions, heirs), ...removed])
  const changes = withWaits({ decisions, wanted, dependents, handovers: waits })
  return { changes, diagnostics: [...kept.diagnostics, ...checkAll(changes, byAddress, dependents)] }
}

/** What is replaced leaves its place to an heir untouched, as what is removed does. */
function leavingPlaces(
  kept: ReadonlyMap<string, Decision>,
  heirs: ReadonlyMap<string, string>,
): ReadonlyMap<string, Decision> {
  const decisions = new Map(kept)
  for (const [from, to] of heirs) {
    const decision = kept.get(from)
    if (decision?.action === 'replace') decisions.set(from, { ...decision, leavesPlaceTo: to })
  }
  return decisions
}

interface Rest {
  readonly order: readonly string[]
  readonly known: ReadonlyMap<string, KnownResource>
  readonly kept: ReadonlyMap<string, Decision>
  readonly heirs: ReadonlyMap<string, string>
  readonly input: PlanInput
}

function decideRest({ order, known, kept, heirs, input }: Rest): ReadonlyMap<string, Decision> {
  const decisions = new Map<string, Decision>()
  for (const address of order) {
    const resource = known.get(address)
    if (resource === undefined || kept.has(address)) continue
    const rules = rulesOf(input.kinds, resource.existing.kind)
    const removal = { known: resource, rules, heir: heirs.get(address), destroy: input.destroy === true }
    decisions.set(address, decideRemoved(removal))
  }
  return decisions
}

function checkAll(
  changes: readonly Change[],
  byAddress: ByAddress,
  dependents: ReadonlyMap<string, readonly string[]>,
): readonly Diagnostic[] {
  const byChange = new Map(changes.map((change) => [change.address, change]))
  return changes.flatMap((change) => {
    const users = (dependents.get(change.address) ?? []).flatMap((user) => byChange.get(user) ?? [])
    return [...protectedStay(change, byAddress.get(change.address)), ...unusedOnly(change, users)]
  })
}

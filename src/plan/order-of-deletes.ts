import { buildGraph } from '../graph/build-graph.ts'
import { reverse } from '../graph/reverse.ts'
import { topologicalOrder } from '../graph/topological-order.ts'
import { needsOf, type KnownResource } from './known-resources.ts'

export interface StateOrder {
  /** All that is known, dependents before what they need. */
  readonly order: readonly string[]
  /** Who needs an address, by that address. */
  readonly dependents: ReadonlyMap<string, readonly string[]>
}

/** The order in which what is applied may be deleted. A cycle in the state (it was edited) does not hide anything. */
export function orderOfDeletes(known: ReadonlyMap<string, KnownResource>): StateOrder {
  const nodes = [...known].map(([id, resource]) => ({ id, dependsOn: needsOf(resource).map((need) => ({ id: need })) }))
  const graph = buildGraph(nodes)
  const ordered = topologicalOrder(reverse(graph))
  return { order: [...new Set([...ordered, ...known.keys()])], dependents: graph.neededBy }
}

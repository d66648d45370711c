import type { Graph, Need } from './graph.ts'

/** The same nodes with every edge turned round, for deletes: dependents before what they need. Places and expressions are dropped. */
export function reverse(graph: Graph): Graph {
  const needs = new Map<string, readonly Need[]>()
  const neededBy = new Map<string, readonly string[]>()
  for (const id of graph.ids) {
    needs.set(id, graph.neededBy.get(id)?.map((dependent) => ({ id: dependent })) ?? [])
    neededBy.set(id, graph.needs.get(id)?.map((need) => need.id) ?? [])
  }
  return { ids: graph.ids, needs, neededBy }
}

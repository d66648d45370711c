import type { Graph, GraphNode, Need } from './graph.ts'

/** The graph of the nodes, in linear time. Cycles are allowed here: `findCycles` tells them. */
export function buildGraph(nodes: readonly GraphNode[]): Graph {
  const ids = [...new Set(nodes.map((node) => node.id))]
  const needs = new Map<string, Need[]>(ids.map((id) => [id, []]))
  const neededBy = new Map<string, string[]>(ids.map((id) => [id, []]))
  for (const node of nodes) {
    const seen = new Set(needs.get(node.id)?.map((need) => need.id))
    for (const need of node.dependsOn) {
      const dependents = neededBy.get(need.id)
      if (dependents === undefined || seen.has(need.id)) continue
      seen.add(need.id)
      needs.get(node.id)?.push(need)
      dependents.push(node.id)
    }
  }
  return { ids, needs, neededBy }
}

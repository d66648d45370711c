import type { Graph } from './graph.ts'
import { makeReadySet } from './ready-set.ts'

/**
 * Every id after all that it needs; otherwise in declaration order as far as that allows. Nodes on a cycle and those that
 * need them are left out: check `findCycles` first.
 */
export function topologicalOrder(graph: Graph): readonly string[] {
  const ready = makeReadySet(graph)
  const order: string[] = []
  for (let id = ready.take(); id !== undefined; id = ready.take()) {
    order.push(id)
    ready.done(id)
  }
  return order
}

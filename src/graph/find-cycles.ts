import { diagnose } from '../model/diagnostic.ts'
import type { Diagnostic, RelatedPlace } from '../model/diagnostic.ts'
import { DEPENDENCY_CYCLE, SELF_REFERENCE } from '../model/shared-codes.ts'
import type { Graph, Need } from './graph.ts'
import { strongComponents } from './strong-components.ts'

/** `from` needs `need.id`. */
interface Hop {
  readonly from: string
  readonly need: Need
}

/**
 * One diagnostic for each group of nodes that need each other, with the shortest cycle through the member declared first;
 * in declaration order. Empty = the graph can be ordered. Linear in nodes and edges.
 */
export function findCycles(graph: Graph): readonly Diagnostic[] {
  const components = new Map<string, ReadonlySet<string>>()
  for (const members of strongComponents(graph)) {
    const inside = new Set(members)
    for (const id of members) components.set(id, inside)
  }
  const seen = new Set<ReadonlySet<string>>()
  return graph.ids.flatMap((id) => {
    const members = components.get(id)
    if (members === undefined || seen.has(members)) return []
    seen.add(members)
    return describeCycle(shortestCycle(graph, id, members))
  })
}

/** Breadth first from a member back to itself; empty for a group of one that does not need itself. */
function shortestCycle(graph: Graph, start: string, members: ReadonlySet<string>): readonly Hop[] {
  const reachedBy = new Map<string, Hop>()
  const queue = [start]
  for (const from of queue) {
    for (const need of graph.needs.get(from) ?? []) {
      if (!members.has(need.id) || reachedBy.has(need.id)) continue
      reachedBy.set(need.id, { from, need })
      if (need.id === start) return walkBack(reachedBy, start)
      queue.push(need.id)
    }
  }
  return []
}

function walkBack(reachedBy: ReadonlyMap<string, Hop>, start: string): readonly Hop[] {
  const hops: Hop[] = []
  let hop = reachedBy.get(start)
  while (hop !== undefined) {
    hops.push(hop)
    hop = hop.from === start ? undefined : reachedBy.get(hop.from)
  }
  return hops.toReversed()
}

function describeCycle(hops: readonly Hop[]): readonly Diagnostic[] {
  const [first, ...others] = hops
  if (first === undefined) return []
  const range = first.need.range === undefined ? {} : { range: first.need.range }
  if (others.length === 0) return [diagnose(SELF_REFERENCE, { detail: describeSelf(first), ...range })]
  const path = [...hops.map((hop) => hop.from), first.from].join(' → ')
  const detail = `These need each other in a circle, so none of them can come first:\n\n  ${path}\n\nRemove one of the references of this path.`
  return [diagnose(DEPENDENCY_CYCLE, { detail, ...range, related: others.flatMap((hop) => describeHop(hop)) })]
}

function describeSelf(hop: Hop): string {
  return `"${hop.from}" refers to itself${through(hop)}, so its value would have to be known before it is computed. Remove the reference, or put what both places need into a local.`
}

function describeHop(hop: Hop): readonly RelatedPlace[] {
  const { range } = hop.need
  return range === undefined ? [] : [{ message: `"${hop.from}" needs "${hop.need.id}"${through(hop)}`, range }]
}

function through({ need }: Hop): string {
  return need.expression === undefined || need.expression === need.id ? '' : ` through "${need.expression}"`
}

import type { Graph } from './graph.ts'

interface Visit {
  readonly id: string
  readonly index: number
  low: number
  nextNeed: number
}

/**
 * Groups of nodes that all need each other, directly or through others: Tarjan's algorithm with its own stack, so that a
 * chain of any length is no problem. A node that needs nobody who needs it is a group of one.
 */
export function strongComponents(graph: Graph): readonly (readonly string[])[] {
  const components: string[][] = []
  const visits = new Map<string, Visit>()
  const pending: string[] = []
  const inPending = new Set<string>()
  for (const root of graph.ids) if (!visits.has(root)) visitFrom(root)
  return components

  function visitFrom(root: string): void {
    const path = [enter(root)]
    for (let visit = path.at(-1); visit !== undefined; visit = path.at(-1)) {
      const next = nextUnvisited(visit)
      if (next !== undefined) {
        path.push(enter(next))
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent !== undefined) parent.low = Math.min(parent.low, visit.low)
      if (visit.low === visit.index) components.push(takeComponent(visit.id))
    }
  }

  function enter(id: string): Visit {
    const visit = { id, index: visits.size, low: visits.size, nextNeed: 0 }
    visits.set(id, visit)
    pending.push(id)
    inPending.add(id)
    return visit
  }

  function nextUnvisited(visit: Visit): string | undefined {
    const needs = graph.needs.get(visit.id) ?? []
    for (let need = needs[visit.nextNeed++]; need !== undefined; need = needs[visit.nextNeed++]) {
      const known = visits.get(need.id)
      if (known === undefined) return need.id
      if (inPending.has(need.id)) visit.low = Math.min(visit.low, known.index)
    }
    return undefined
  }

  function takeComponent(root: string): string[] {
    const members = pending.splice(pending.lastIndexOf(root))
    for (const member of members) inPending.delete(member)
    return members
  }
}

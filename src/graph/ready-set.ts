import { InternalError } from '../model/internal-error.ts'
import type { Graph } from './graph.ts'
import { makeIndexHeap } from './index-heap.ts'

/** Which nodes may start now, for a walk that does several at a time. Holds state: one walk each. */
export interface ReadySet {
  /** The first node in declaration order whose needs are all done and that was not taken yet; nothing where all such are taken. */
  take(): string | undefined
  /** A taken node succeeded: those that waited for it alone become ready. */
  done(id: string): void
  /** A taken node failed: gives every node that now never becomes ready, in declaration order, each once per walk. */
  fail(id: string): readonly string[]
  /** Nodes neither done, failed nor given up by a failure: 0 = the walk is over. */
  readonly remaining: number
}

/** Linear in nodes and edges but for a logarithm in the number of nodes that are ready at once. */
export function makeReadySet(graph: Graph): ReadySet {
  const position = new Map(graph.ids.map((id, index) => [id, index]))
  const waiting = new Map(graph.ids.map((id) => [id, graph.needs.get(id)?.length ?? 0]))
  const open = new Set(graph.ids)
  const taken = new Set<string>()
  const ready = makeIndexHeap()
  for (const [id, count] of waiting) if (count === 0) ready.push(position.get(id) ?? 0)

  return {
    take: () => {
      const index = ready.pop()
      const id = index === undefined ? undefined : graph.ids[index]
      if (id !== undefined) taken.add(id)
      return id
    },
    done: (id) => {
      finish(id)
      for (const dependent of graph.neededBy.get(id) ?? []) {
        const left = (waiting.get(dependent) ?? 0) - 1
        waiting.set(dependent, left)
        if (left === 0) ready.push(position.get(dependent) ?? 0)
      }
    },
    fail: (id) => {
      finish(id)
      const lost = dependentsOf(graph, id).filter((dependent) => open.delete(dependent))
      return lost.toSorted((a, b) => (position.get(a) ?? 0) - (position.get(b) ?? 0))
    },
    get remaining() {
      return open.size
    },
  }

  function finish(id: string): void {
    if (!taken.delete(id)) throw new InternalError(`Cannot finish "${id}": it was not taken`)
    open.delete(id)
  }
}

/** All that need the node, directly or through others; the node itself left out. */
function dependentsOf(graph: Graph, id: string): readonly string[] {
  const found = new Set([id])
  for (const current of found) for (const dependent of graph.neededBy.get(current) ?? []) found.add(dependent)
  found.delete(id)
  return [...found]
}

import type { Diagnostic, RelatedPlace } from '../../model/diagnostic.ts'
import { diagnose } from '../../model/diagnostic.ts'
import type { SourceRange } from '../../model/source-range.ts'
import { DEPENDENCY_CYCLE, SELF_REFERENCE } from '../../model/shared-codes.ts'

/** What is evaluated by itself: a local or all instances of a resource. */
export interface EvaluationNode {
  /** `local.prefix`, `stream.demo`. */
  readonly id: string
  readonly needs: readonly EvaluationNeed[]
}

export interface EvaluationNeed {
  readonly id: string
  readonly range: SourceRange
  /** As written: `local.prefix`. */
  readonly expression: string
}

export interface EvaluationOrder {
  /** Every node after those it needs; otherwise as declared. Nodes on a cycle are among them, in some order. */
  readonly ids: readonly string[]
  /** Nodes on a cycle: they have no value. */
  readonly cyclic: ReadonlySet<string>
}

/** One step of the walk: a node with the number of its needs that were looked at. */
interface Step {
  readonly node: EvaluationNode
  next: number
}

/**
 * The order in which to evaluate, depth first with its own stack, so that a chain may have any length. Each
 * cycle is reported once as a path that can be walked.
 */
export function dependencyOrder(
  nodes: readonly EvaluationNode[],
  report: (diagnostic: Diagnostic) => void,
): EvaluationOrder {
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const state = new Map<string, 'open' | 'done'>()
  const ids: string[] = []
  const cyclic = new Set<string>()
  for (const node of nodes) if (!state.has(node.id)) walkFrom(node)
  return { ids, cyclic }

  function walkFrom(root: EvaluationNode): void {
    const path: Step[] = [enter(root)]
    for (let step = path.at(-1); step !== undefined; step = path.at(-1)) {
      const need = step.node.needs[step.next++]
      const target = need === undefined ? undefined : byId.get(need.id)
      if (need === undefined) leave(path)
      else if (target !== undefined && !state.has(target.id)) path.push(enter(target))
      else if (target !== undefined && state.get(target.id) === 'open') closeCycle(path, target.id)
    }
  }

  function enter(node: EvaluationNode): Step {
    state.set(node.id, 'open')
    return { node, next: 0 }
  }

  function leave(path: Step[]): void {
    const step = path.pop()
    if (step === undefined) return
    state.set(step.node.id, 'done')
    ids.push(step.node.id)
  }

  function closeCycle(path: readonly Step[], id: string): void {
    const members = path.slice(path.findIndex((step) => step.node.id === id))
    const known = members.every((step) => cyclic.has(step.node.id))
    for (const step of members) cyclic.add(step.node.id)
    if (!known) report(describeCycle(members))
  }
}

/** A hop of the cycle: the last need that was looked at. */
interface Hop {
  readonly from: string
  readonly need: EvaluationNeed
}

function describeCycle(members: readonly Step[]): Diagnostic {
  const hops = members.flatMap(({ node, next }): readonly Hop[] => {
    const need = node.needs[next - 1]
    return need === undefined ? [] : [{ from: node.id, need }]
  })
  const [first, ...others] = hops
  const range = first === undefined ? {} : { range: first.need.range }
  if (others.length === 0) {
    const detail = `"${first?.from ?? ''}" refers to itself, so its value would have to be known before it is computed. Remove the reference, or put the shared value in a local.`
    return diagnose(SELF_REFERENCE, { detail, ...range })
  }
  const path = [...hops.map((hop) => hop.from), first?.from].join(' → ')
  const detail = `These refer to each other in a cycle, so none of them can be evaluated first:\n\n  ${path}\n\nRemove one of the references on this path.`
  return diagnose(DEPENDENCY_CYCLE, { detail, ...range, related: others.map(describeHop) })
}

function describeHop({ from, need }: Hop): RelatedPlace {
  const through = need.expression === need.id ? '' : ` through "${need.expression}"`
  return { message: `"${from}" needs "${need.id}"${through}`, range: need.range }
}

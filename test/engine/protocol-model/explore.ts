import { batchSteps } from './batch-steps.ts'
import { BEHAVIOUR, BOUNDS } from './behaviour.ts'
import type { Behaviour, Bounds } from './behaviour.ts'
import { faultIn, hasRoom, isDone, isStopped } from './faults.ts'
import { groupSteps } from './group-steps.ts'
import { initialState, newModel } from './model.ts'
import type { Model, Step } from './model.ts'
import { outsideSteps } from './outside-steps.ts'
import { at, stateKey } from './state.ts'
import type { ModelState } from './state.ts'
import { writeSteps } from './write-steps.ts'

export interface Exploration {
  /** States that were reached. */
  readonly states: number
  /** Those in which everything was exported. */
  readonly done: number
  readonly fault: string | undefined
  /** What happened up to the fault, or up to the first stuck state: shortest first. */
  readonly trace: readonly string[]
}

const STUCK = 'STUCK: from here nothing leads to a state in which everything is exported'

/** A mistake in the model would otherwise never end. */
const MOST_STATES = 2_000_000

/** Every state that can be reached, breadth first; ends with the first fault. */
export function explore(bounds: Partial<Bounds> = {}, behaviour: Partial<Behaviour> = {}): Exploration {
  const model = newModel({ ...BOUNDS, ...bounds }, { ...BEHAVIOUR, ...behaviour })
  const graph = new Graph()
  graph.add(stateKey(initialState(model)), { from: -1, step: -1 })
  let level: readonly ModelState[] = [initialState(model)]
  for (let number = 0; level.length > 0;) {
    const next: ModelState[] = []
    for (const state of level) {
      const fault = faultIn(model, state)
      if (fault !== undefined) return { ...graph.counts(), fault, trace: replay(model, graph.pathTo(number)) }
      graph.note(number, { done: isDone(model, state), roomy: hasRoom(model, state), stopped: isStopped(state) })
      for (const [step, { next: reached }] of stepsFrom(model, state).entries()) {
        if (graph.add(stateKey(reached), { from: number, step })) next.push(reached)
      }
      number++
    }
    level = next
  }
  const stuck = graph.firstStuck()
  if (stuck === undefined) return { ...graph.counts(), fault: undefined, trace: [] }
  return { ...graph.counts(), fault: STUCK, trace: replay(model, graph.pathTo(stuck)) }
}

function stepsFrom(model: Model, state: ModelState): readonly Step[] {
  const own = state.workers.flatMap((_, number) => batchSteps(model, state, number))
  return [...own, ...writeSteps(model, state), ...outsideSteps(model, state), ...groupSteps(model, state)]
}

/** The same steps again, this time with what they say. */
function replay(model: Model, path: readonly number[]): readonly string[] {
  let state = initialState(model)
  return path.map((number) => {
    const { what, next } = at(stepsFrom(model, state), number)
    state = next
    return what
  })
}

interface Noted {
  readonly done: boolean
  readonly roomy: boolean
  readonly stopped: boolean
}

/** States by number in the order in which they were found, and how they follow each other. */
class Graph {
  readonly #numbers = new Map<string, number>()
  readonly #parents: number[] = []
  readonly #steps: number[] = []
  readonly #edges: [from: number[], to: number[]] = [[], []]
  readonly #done: number[] = []
  readonly #roomy: number[] = []
  readonly #stopped = new Set<number>()

  /** Whether it is new. */
  add(key: string, { from, step }: { readonly from: number; readonly step: number }): boolean {
    const known = this.#numbers.get(key)
    const number = known ?? this.#numbers.size
    if (from >= 0) {
      this.#edges[0].push(from)
      this.#edges[1].push(number)
    }
    if (known !== undefined) return false
    if (number > MOST_STATES) throw new Error(`Cannot explore: there are more than ${MOST_STATES} states`)
    this.#numbers.set(key, number)
    this.#parents.push(from)
    this.#steps.push(step)
    return true
  }

  note(number: number, { done, roomy, stopped }: Noted): void {
    if (done) this.#done.push(number)
    else if (roomy) this.#roomy.push(number)
    if (stopped) this.#stopped.add(number)
  }

  counts(): { readonly states: number; readonly done: number } {
    return { states: this.#numbers.size, done: this.#done.length }
  }

  pathTo(number: number): readonly number[] {
    const path: number[] = []
    for (let current = number; at(this.#parents, current) >= 0; current = at(this.#parents, current))
      path.push(at(this.#steps, current))
    return path.toReversed()
  }

  /** Backwards from the end along all edges: what has room and is not met is stuck. One where a worker has stopped says more. */
  firstStuck(): number | undefined {
    const finishes = new Uint8Array(this.#numbers.size)
    const starts = this.#edgesByTarget()
    const queue = [...this.#done]
    for (const number of queue) finishes[number] = 1
    for (let number = queue.pop(); number !== undefined; number = queue.pop()) {
      for (let edge = starts.first[number] ?? 0; edge < (starts.first[number + 1] ?? 0); edge++) {
        const from = starts.from[edge] ?? 0
        if (finishes[from] === 1) continue
        finishes[from] = 1
        queue.push(from)
      }
    }
    const stuck = this.#roomy.filter((number) => finishes[number] !== 1)
    return stuck.find((number) => this.#stopped.has(number)) ?? stuck[0]
  }

  #edgesByTarget(): { readonly first: Int32Array; readonly from: Int32Array } {
    const [from, to] = this.#edges
    const first = new Int32Array(this.#numbers.size + 1)
    for (const target of to) first[target + 1] = (first[target + 1] ?? 0) + 1
    for (let number = 0; number < this.#numbers.size; number++)
      first[number + 1] = (first[number + 1] ?? 0) + (first[number] ?? 0)
    const next = first.slice()
    const sorted = new Int32Array(from.length)
    for (const [edge, target] of to.entries()) {
      const place = next[target] ?? 0
      sorted[place] = from[edge] ?? 0
      next[target] = place + 1
    }
    return { first, from: sorted }
  }
}

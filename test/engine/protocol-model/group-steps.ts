import { entriesToBegin } from '../../../src/engine/decide/entries-to-begin.ts'
import { unsettledBatches } from '../../../src/engine/decide/carry.ts'
import { topicId } from './behaviour.ts'
import { isWaiting, ledgerOf, outside, withWorker } from './model.ts'
import type { Model, Step } from './model.ts'
import { at } from './state.ts'
import type { ModelState, Task, Worker } from './state.ts'

/** What happens to memberships: rebalances, crashes, joins, and processes that take the place of another one. */
export function groupSteps(model: Model, state: ModelState): readonly Step[] {
  return [...rebalances(model, state), ...state.workers.flatMap((_, number) => memberSteps(model, state, number))]
}

/** At any moment, to any assignment. Who does not notice goes on as he was: his requests are on their way. */
function rebalances(model: Model, state: ModelState): readonly Step[] {
  const { bounds } = model
  const generation = state.generation + 1
  if (generation >= bounds.generations) return []
  return assignments(bounds).map((owners) => {
    const next = { ...state, generation, owners }
    const writes = state.writes.filter((write) => outlives(model, next, write))
    const workers = state.workers.map((worker) => behind(model, worker))
    const what = `rebalance: ${owners.map((owner, partition) => `p${partition} to w${owner}`).join(', ')}`
    return { what, next: { ...next, writes, workers } }
  })
}

function assignments({ partitions, workers }: Model['bounds']): readonly (readonly number[])[] {
  let all: readonly (readonly number[])[] = [[]]
  for (let partition = 0; partition < partitions; partition++) {
    all = all.flatMap((owners) => Array.from({ length: workers }, (_, worker) => [...owners, worker]))
  }
  return all
}

/** A write of an old generation is refused whenever it comes: unless somebody minds that, it is as if it were lost. */
function outlives({ behaviour, tables }: Model, { workers }: ModelState, id: number): boolean {
  if (behaviour.fence === 'none') return true
  const { worker, process } = tables.writes.value(id)
  return behaviour.whenFenced === 'send-again' && at(workers, worker).process === process
}

/**
 * What is left to do for a member of an old generation. That his objects may still be made is in `allowed`; his writes are
 * refused. So he is as good as gone, but where he keeps his batch or is not fenced.
 */
function behind({ behaviour }: Model, worker: Worker): Worker {
  if (worker.doing === 'stopped') return worker
  if (worker.doing === 'outside') return { ...worker, generation: -1 }
  if (behaviour.fence === 'none') return worker
  const goesOn = (task: Task) => (behaviour.whenFenced === 'send-again' ? isWaiting(task) : !isWaiting(task))
  const tasks = worker.tasks.filter(goesOn)
  const keeps = behaviour.keeps !== 'nothing' || behaviour.whenFenced === 'send-again'
  return keeps && tasks.length > 0 ? { ...worker, tasks } : outside(worker, -1)
}

function memberSteps(model: Model, state: ModelState, number: number): readonly Step[] {
  const worker = at(state.workers, number)
  const { bounds, behaviour } = model
  const steps: Step[] = []
  const ownsSome = state.owners.includes(number)
  if (worker.doing === 'member') {
    const generation = worker.generation === state.generation ? worker.generation : -1
    steps.push({ what: `w${number} crashes`, next: withWorker(state, number, outside(worker, generation)) })
  }
  if (worker.doing === 'outside' && worker.generation < state.generation && ownsSome) {
    steps.push(join(model, state, { number, kept: [] }))
  }
  if (behaviour.keeps !== 'nothing' && worker.doing === 'member' && worker.generation < state.generation && ownsSome) {
    steps.push(join(model, state, { number, kept: worker.tasks }))
  }
  const restarts = state.workers.reduce((sum, { process }) => sum + process, 0)
  if (restarts < bounds.restarts && worker.doing !== 'stopped' && worker.generation === state.generation) {
    steps.push(replace(model, state, number))
  }
  return steps
}

/** Another process under the same instance id: the generation goes on, with another member id. */
function replace(model: Model, state: ModelState, number: number): Step {
  const { behaviour, tables } = model
  const before = at(state.workers, number)
  const worker = { ...outside(before, -1), process: before.process + 1 }
  const isGone = (id: number) => behaviour.fence === 'process' && tables.writes.value(id).worker === number
  const writes = state.writes.filter((id) => !isGone(id))
  const { next } = join(model, { ...withWorker(state, number, worker), writes }, { number, kept: [] })
  return { what: `another process takes the place of w${number} in generation ${state.generation}`, next }
}

interface Joining {
  readonly number: number
  /** Batches that it has in flight from a generation before. */
  readonly kept: readonly Task[]
}

/** Reads the ledger once, and checks it. */
function join(model: Model, state: ModelState, { number, kept }: Joining): Step {
  const { behaviour, tables, bounds, jobs } = model
  const before = at(state.workers, number)
  const read = ledgerOf(model, state.entries)
  const job = at(jobs, state.revision)
  const problems = behaviour.checkEntries({ job, topic: topicId(state.topic), entries: read })
  if (problems.length > 0) {
    const stopped: Worker = { ...outside(before, -1), doing: 'stopped' }
    return { what: `w${number} stops: ${at(problems, 0).summary}`, next: withWorker(state, number, stopped) }
  }
  const all = Array.from({ length: bounds.partitions }, (_, partition) => ({ partition, earliest: 0, latest: 0 }))
  const begin = [...entriesToBegin(job, read, all).values()].map((entry) => tables.entries.id(entry))
  const owned = begin.map((id, partition) => (state.owners[partition] === number ? id : -1))
  const tasks = stillOwned(model, { state, number, read }, kept)
  const joined: Worker = {
    ...before,
    doing: 'member',
    generation: state.generation,
    entries:
      behaviour.keeps === 'everything'
        ? owned.map((id, partition) => keptEntry(before, tasks, partition) ?? id)
        : owned,
    unsettled: [...unsettledBatches(read)].toSorted(),
    tasks,
  }
  const keeping = tasks.length === 0 ? '' : `, keeps ${tasks.map(({ batch }) => `b${batch}`).join(' ')}`
  return { what: `w${number} joins generation ${state.generation}${keeping}`, next: withWorker(state, number, joined) }
}

function keptEntry({ entries }: Worker, tasks: readonly Task[], partition: number): number | undefined {
  return tasks.some(({ partitions }) => partitions.includes(partition)) ? entries[partition] : undefined
}

interface Rejoined {
  readonly state: ModelState
  readonly number: number
  readonly read: ReturnType<typeof ledgerOf>
}

function stillOwned({ behaviour }: Model, { state, number, read }: Rejoined, kept: readonly Task[]): readonly Task[] {
  const isNamed = (partition: number, batch: number) =>
    behaviour.keeps === 'everything' || read.get(partition)?.intent?.batch === `b${batch}`
  return kept
    .map((task) => {
      const isOwned = (partition: number) => state.owners[partition] === number && isNamed(partition, task.batch)
      return { ...task, partitions: task.partitions.filter(isOwned) }
    })
    .filter(({ partitions }) => partitions.length > 0)
}

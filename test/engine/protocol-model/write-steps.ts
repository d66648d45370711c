import type { WriteOutcome } from '../../../src/model/ledger.ts'
import { allowing, isWaiting, outside, withWorker } from './model.ts'
import type { Model, Step } from './model.ts'
import { at, replaced } from './state.ts'
import type { ModelState, Task, Worker, Write } from './state.ts'

/** What becomes of writes on their way to the ledger. A lost one is one that never arrives. */
export function writeSteps(model: Model, state: ModelState): readonly Step[] {
  const arriving = [...new Set(state.writes)].flatMap((id) => arrivals(model, state, id))
  return [...arriving, ...state.workers.flatMap((_, number) => sentAgain(model, state, number))]
}

function arrivals(model: Model, state: ModelState, id: number): readonly Step[] {
  const { tables, behaviour, bounds } = model
  const write = tables.writes.value(id)
  const index = state.writes.indexOf(id)
  const rest = { ...state, writes: state.writes.filter((_, other) => other !== index) }
  const name = `${NAMES[write.stage]} of b${write.batch} by w${write.worker}`
  if (!isAccepted(model, state, write)) return [refused(model, rest, { write, name })]
  const stored = { ...rest, entries: storedEntries(state.entries, write.entries) }
  const steps = [{ what: `${name} is stored`, next: answered(model, stored, { write, outcome: 'written' }) }]
  if (taskOf(state, write) !== undefined)
    steps.push({ what: `${name} is stored, its answer is lost`, next: unanswered(model, stored, write) })
  if (!bounds.partialWrites) return steps
  const parts = properSubsets(write.entries)
  return [...steps, ...parts.map((some) => partly(model, rest, { write, name, some, outcome: behaviour }))]
}

const NAMES = { announcing: 'announcement', creating: '', advancing: 'advance', dropping: 'drop' }

function isAccepted({ behaviour }: Model, { generation, workers }: ModelState, write: Write): boolean {
  if (behaviour.fence === 'none') return true
  const isCurrent = write.generation === generation
  return behaviour.fence === 'generation' ? isCurrent : isCurrent && at(workers, write.worker).process === write.process
}

function storedEntries(entries: readonly number[], written: Write['entries']): readonly number[] {
  return written.reduce((all, [partition, entry]) => replaced(all, partition, entry), entries)
}

/** Of one generation before. Whoever minds it sends the same entries again as a member of the new one. */
function refused(
  model: Model,
  state: ModelState,
  { write, name }: { readonly write: Write; readonly name: string },
): Step {
  const { behaviour, tables } = model
  const task = taskOf(state, write)
  if (behaviour.whenFenced === 'recover' || task === undefined) return { what: `${name} is refused`, next: state }
  const { generation } = state
  const worker = { ...at(state.workers, write.worker), generation }
  const again = tables.writes.id({ ...write, generation })
  const next = {
    ...withWorker(state, write.worker, worker),
    writes: [...state.writes, again].toSorted((a, b) => a - b),
  }
  return { what: `${name} is refused: w${write.worker} joins generation ${generation} and sends it again`, next }
}

interface Partly {
  readonly write: Write
  readonly name: string
  readonly some: Write['entries']
  readonly outcome: Model['behaviour']
}

function partly(model: Model, rest: ModelState, { write, name, some }: Partly): Step {
  const stored = { ...rest, entries: storedEntries(rest.entries, some) }
  const partitions = some.map(([partition]) => `p${partition}`).join(' ')
  const next = answered(model, stored, { write, outcome: 'fenced' })
  return { what: `${name} is stored for ${partitions} only, the answer says so`, next }
}

function answered(
  model: Model,
  state: ModelState,
  answer: { readonly write: Write; readonly outcome: WriteOutcome },
): ModelState {
  const { write, outcome } = answer
  const task = taskOf(state, write)
  if (task === undefined) return state
  const worker = at(state.workers, write.worker)
  if (model.behaviour.rules.classifyWrite(outcome) !== 'go-on')
    return withWorker(state, write.worker, outside(worker, worker.generation))
  const others = worker.tasks.filter((other) => other !== task)
  const known = { ...worker, entries: storedEntries(worker.entries, write.entries) }
  if (task.stage !== 'announcing') return withWorker(state, write.worker, { ...known, tasks: others })
  const creating: Worker = { ...known, tasks: [...others, { ...task, stage: 'creating' }] }
  return allowing(withWorker(state, write.worker, creating), task.object)
}

/** It leaves, and joins a later generation under another member id. */
function unanswered({ behaviour }: Model, state: ModelState, write: Write): ModelState {
  const worker = at(state.workers, write.worker)
  return behaviour.whenUnknown === 'send-again'
    ? state
    : withWorker(state, write.worker, outside(worker, worker.generation))
}

function sentAgain({ behaviour, tables }: Model, state: ModelState, number: number): readonly Step[] {
  const worker = at(state.workers, number)
  if (behaviour.whenUnknown === 'leave' || !worker.tasks.some(isWaiting)) return []
  const lost = state.writes.filter((id) => taskOf(state, tables.writes.value(id)) !== undefined)
  if (lost.length !== 1) return []
  const writes = [...state.writes, ...lost].toSorted((a, b) => a - b)
  return [{ what: `w${number} gets no answer and sends the same write again`, next: { ...state, writes } }]
}

/** What waits for the answer to this write. */
function taskOf(
  { workers }: ModelState,
  { worker: number, process, generation, batch, stage }: Write,
): Task | undefined {
  const worker = at(workers, number)
  if (worker.doing !== 'member' || worker.process !== process || worker.generation !== generation) return undefined
  return worker.tasks.find((task) => task.batch === batch && task.stage === stage)
}

function properSubsets<Item>(items: readonly Item[]): readonly (readonly Item[])[] {
  const subsets = items.reduce<readonly (readonly Item[])[]>(
    (all, item) => [...all, ...all.map((some) => [...some, item])],
    [[]],
  )
  return subsets.filter((some) => some.length > 0 && some.length < items.length)
}

import type { ExportJob } from '../../../src/model/export-job.ts'
import type { Intent, LedgerEntries, LedgerEntry } from '../../../src/model/ledger.ts'
import { jobAt, topicId } from './behaviour.ts'
import type { Behaviour, Bounds } from './behaviour.ts'
import { Interner } from './interner.ts'
import { at, including, replaced } from './state.ts'
import type { ModelObject, ModelState, Range, Tables, Task, Worker, Write } from './state.ts'

/** One thing that can happen, and what there is then. */
export interface Step {
  readonly what: string
  readonly next: ModelState
}

/** One run: how far, how everybody behaves, and the values that its states name by number. */
export interface Model {
  readonly bounds: Bounds
  readonly behaviour: Behaviour
  readonly tables: Tables
  readonly jobs: readonly ExportJob[]
}

export function newModel(bounds: Bounds, behaviour: Behaviour): Model {
  const tables = {
    entries: new Interner<LedgerEntry>(),
    writes: new Interner<Write>(),
    objects: new Interner<ModelObject>(),
  }
  return { bounds, behaviour, tables, jobs: Array.from({ length: bounds.revisions }, (_, newest) => jobAt(newest)) }
}

/** Worker 0 owns everything, nothing was exported. */
export function initialState({ bounds, tables }: Model): ModelState {
  const job = jobAt(0)
  const partitions = Array.from({ length: bounds.partitions }, (_, partition) => partition)
  const fresh = { offset: 0, end: 0, uid: job.uid, topic: topicId(0), partitions: bounds.partitions, proof: [] }
  const entries = partitions.map(() => tables.entries.id(fresh))
  const nothing = { process: 0, unsettled: [], tasks: [] }
  const away: Worker = { doing: 'outside', generation: -1, entries: entries.map(() => -1), ...nothing }
  const first: Worker = { doing: 'member', generation: 0, entries, ...nothing }
  return {
    generation: 0,
    owners: partitions.map(() => 0),
    entries,
    writes: [],
    allowed: [],
    made: [],
    moved: [],
    batches: 0,
    revision: 0,
    topic: 0,
    resurrected: false,
    workers: Array.from({ length: bounds.workers }, (_, number) => (number === 0 ? first : away)),
  }
}

export function ledgerOf({ tables }: Model, entries: readonly number[]): LedgerEntries {
  const present = entries.flatMap((id, partition) => (id < 0 ? [] : [[partition, tables.entries.value(id)] as const]))
  return new Map(present)
}

/** What a worker knows of one partition that it owns. */
export function knownEntry({ tables }: Model, worker: Worker, partition: number): LedgerEntry {
  return tables.entries.value(at(worker.entries, partition))
}

export function openIntent(model: Model, worker: Worker, partition: number): Intent | undefined {
  return at(worker.entries, partition) < 0 ? undefined : knownEntry(model, worker, partition).intent
}

/** Its memory is gone, and it does not join the same generation again. */
export function outside(worker: Worker, generation: number): Worker {
  const entries = worker.entries.map(() => -1)
  return { ...worker, doing: 'outside', generation, entries, unsettled: [], tasks: [] }
}

export function withWorker(state: ModelState, number: number, worker: Worker): ModelState {
  return { ...state, workers: replaced(state.workers, number, worker) }
}

/** The object may be made from now on, by a request that may be on its way for long. */
export function allowing(state: ModelState, object: number): ModelState {
  return { ...state, allowed: including(state.allowed, object) }
}

export interface Change {
  readonly task: Task
  readonly change: (entry: LedgerEntry, partition: number) => LedgerEntry
  /** The batch that is passed with it. */
  readonly advances?: string
}

/** The worker sends one write of the partitions' entries as it knows them, changed. */
export function sendWrite(
  model: Model,
  state: ModelState,
  by: { readonly number: number; readonly change: Change },
): ModelState {
  const { tables, bounds, behaviour } = model
  const worker = at(state.workers, by.number)
  const { task, change, advances } = by.change
  const known = { started: bounds.partitions, unsettled: new Set(worker.unsettled) }
  const entries = task.partitions.map((partition) => {
    const changed = change(knownEntry(model, worker, partition), partition)
    return [partition, tables.entries.id(behaviour.rules.carry(changed, known, advances))] as const
  })
  const { process, generation } = worker
  const { stage, batch } = task
  const write = tables.writes.id({ worker: by.number, process, generation, batch, stage, entries })
  const tasks = [...worker.tasks.filter((other) => other.batch !== batch), task]
  const next = withWorker(state, by.number, { ...worker, tasks })
  return { ...next, writes: [...state.writes, write].toSorted((a, b) => a - b) }
}

export function isWaiting({ stage }: Task): boolean {
  return stage !== 'creating'
}

export function rangeText({ partition, begin, end }: Range): string {
  return `p${partition}[${begin},${end})`
}

export function objectText({ tables }: Model, id: number): string {
  const { key, place, topic, ranges } = tables.objects.value(id)
  const other = topic === 0 ? '' : ` of ${topicId(topic)}`
  return `"${key}" (${ranges.map(rangeText).join(' ')}${other}) in ${place}`
}

export function partitionsText(partitions: readonly number[]): string {
  return partitions.map((partition) => `p${partition}`).join(' ')
}

/** As the key's template has it: time and partitions. */
export function objectName(time: number, partitions: readonly number[]): string {
  return `${time}---${partitions.join('-')}`
}

export function placeOf(revision: number): string {
  return `place ${revision}`
}

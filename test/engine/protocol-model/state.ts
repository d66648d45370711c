import type { LedgerEntry } from '../../../src/model/ledger.ts'
import type { Interner } from './interner.ts'

/** What a worker does about one batch. `announcing`, `advancing`, `dropping`: a write is on its way. `creating`: the object may be made. */
export type Stage = 'announcing' | 'creating' | 'advancing' | 'dropping'

export interface Task {
  readonly stage: Stage
  readonly batch: number
  /** Id of the object that it makes; -1 while there is none to make. */
  readonly object: number
  readonly partitions: readonly number[]
}

/** One process. What it knows of the ledger may be old. */
export interface Worker {
  readonly doing: 'outside' | 'member' | 'stopped'
  /** That of its last membership; -1 = none that matters. */
  readonly generation: number
  /** Processes of this name before it: a member id is of one process. */
  readonly process: number
  /** As it read or wrote them last, by partition: ids of entries, -1 = absent or not its own. */
  readonly entries: readonly number[]
  /** Batches whose proof it has to carry. */
  readonly unsettled: readonly string[]
  readonly tasks: readonly Task[]
}

/** A write of several entries on its way to the ledger. */
export interface Write {
  readonly worker: number
  readonly process: number
  readonly generation: number
  readonly batch: number
  readonly stage: Stage
  /** By partition, whole entries. */
  readonly entries: readonly (readonly [partition: number, entry: number])[]
}

/** Records in an object: of one partition of one incarnation of the topic. */
export interface Range {
  readonly partition: number
  readonly begin: number
  readonly end: number
}

/** An object as somebody would make it. Two that differ in anything are two objects. */
export interface ModelObject {
  readonly key: string
  readonly place: string
  readonly batch: number
  /** Of which incarnation of the topic the records are. */
  readonly topic: number
  readonly ranges: readonly Range[]
}

/** Everything there is, at one moment. Lists of ids are sorted. */
export interface ModelState {
  readonly generation: number
  /** Which worker owns each partition in this generation. */
  readonly owners: readonly number[]
  /** The ledger: ids of entries by partition, -1 = absent. */
  readonly entries: readonly number[]
  readonly writes: readonly number[]
  /** Objects that somebody was allowed to make: the request may arrive at any later time. */
  readonly allowed: readonly number[]
  /** Objects that were ever made. */
  readonly made: readonly number[]
  /** Those of them that somebody else has moved away. */
  readonly moved: readonly number[]
  readonly batches: number
  readonly revision: number
  readonly topic: number
  readonly resurrected: boolean
  readonly workers: readonly Worker[]
}

export interface Tables {
  readonly entries: Interner<LedgerEntry>
  readonly writes: Interner<Write>
  readonly objects: Interner<ModelObject>
}

const STAGES: readonly Stage[] = ['announcing', 'creating', 'advancing', 'dropping']
const DOINGS: readonly Worker['doing'][] = ['outside', 'member', 'stopped']

/** The same text for the same state: one character for each number. */
export function stateKey(state: ModelState): string {
  const numbers = [state.generation, state.batches, state.revision, state.topic, state.resurrected ? 1 : 0]
  numbers.push(...state.owners)
  for (const list of [state.entries, state.writes, state.allowed, state.made, state.moved]) {
    numbers.push(list.length, ...list)
  }
  for (const worker of state.workers) pushWorker(numbers, worker)
  return String.fromCharCode(...numbers.map((number) => number + 1))
}

function pushWorker(numbers: number[], worker: Worker): void {
  const { doing, generation, process, entries, unsettled, tasks } = worker
  numbers.push(DOINGS.indexOf(doing), generation, process, ...entries, unsettled.length)
  for (const batch of unsettled) numbers.push(batchNumber(batch))
  numbers.push(tasks.length)
  for (const { stage, batch, object, partitions } of tasks) {
    numbers.push(STAGES.indexOf(stage), batch, object, partitions.length, ...partitions)
  }
}

export function batchName(batch: number): string {
  return `b${batch}`
}

export function batchNumber(name: string): number {
  return Number(name.slice(1))
}

/** The item, which is there: a model that is wrong about that ends. */
export function at<Item>(list: readonly Item[], index: number): Item {
  const item = list[index]
  if (item === undefined) throw new Error(`Cannot take item ${index} of ${list.length}`)
  return item
}

export function replaced<Item>(list: readonly Item[], index: number, item: Item): readonly Item[] {
  return list.with(index, item)
}

/** A sorted list with one more number. */
export function including(list: readonly number[], number: number): readonly number[] {
  return list.includes(number) ? list : [...list, number].toSorted((a, b) => a - b)
}

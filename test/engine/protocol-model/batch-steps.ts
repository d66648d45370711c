import type { LedgerEntry } from '../../../src/model/ledger.ts'
import { unsettledBatches } from '../../../src/engine/decide/carry.ts'
import { advanced } from '../../../src/engine/decide/next-entry.ts'
import {
  allowing,
  isWaiting,
  knownEntry,
  ledgerOf,
  objectName,
  objectText,
  openIntent,
  outside,
  partitionsText,
  placeOf,
  rangeText,
  sendWrite,
  withWorker,
} from './model.ts'
import type { Model, Step } from './model.ts'
import { recoverySteps } from './recovery-steps.ts'
import { at, batchName } from './state.ts'
import type { ModelState, Range, Task } from './state.ts'

/** What a member does: recovers what it finds, then seals, announces, creates and advances. */
export function batchSteps(model: Model, state: ModelState, number: number): readonly Step[] {
  const worker = at(state.workers, number)
  if (worker.doing !== 'member') return []
  const isCurrent = worker.generation === state.generation
  if (worker.tasks.some(isWaiting) || !(isCurrent || model.behaviour.fence === 'none')) return []
  const created = worker.tasks.flatMap((task) => afterCreation(model, state, { number, task }))
  if (!isCurrent) return created
  const recovery = recoverySteps(model, state, number)
  return [...created, ...(recovery ?? seals(model, state, number))]
}

interface Doing {
  readonly number: number
  readonly task: Task
}

/** An object of our batch is there: advance. Another one at our key stops the exporter. */
function afterCreation(model: Model, state: ModelState, { number, task }: Doing): readonly Step[] {
  const { tables, behaviour } = model
  const worker = at(state.workers, number)
  const ours = tables.objects.value(task.object)
  const present = state.made.filter((id) => !state.moved.includes(id)).map((id) => tables.objects.value(id))
  const there = present.find(({ key, place }) => key === ours.key && place === ours.place)
  if (state.made.includes(task.object)) return advance(model, state, { number, task })
  if (there === undefined) return []
  if (there.batch === ours.batch || behaviour.whenExists === 'take') return advance(model, state, { number, task })
  const stopped = { ...outside(worker, -1), doing: 'stopped' as const }
  return [
    {
      what: `w${number} stops: somebody else's object is at ${objectText(model, task.object)}`,
      next: withWorker(state, number, stopped),
    },
  ]
}

function advance(model: Model, state: ModelState, { number, task }: Doing): readonly Step[] {
  const worker = at(state.workers, number)
  const intents = task.partitions.map((partition) => openIntent(model, worker, partition))
  if (intents.includes(undefined)) return []
  const isWhole = at(intents, 0)?.partitions.every((partition) => task.partitions.includes(partition)) ?? true
  const [batch, advancing] = [batchName(task.batch), { ...task, stage: 'advancing' as const }]
  const sent = sendWrite(model, state, { number, change: { task: advancing, change: advanced, advances: batch } })
  const next = isWhole ? sent : withUnsettled(sent, number, [...worker.unsettled, batch])
  return [
    {
      what: `w${number} finds the object of b${task.batch}, sends its advance of ${partitionsText(task.partitions)}`,
      next,
    },
  ]
}

function withUnsettled(state: ModelState, number: number, batches: readonly string[]): ModelState {
  const unsettled = [...new Set(batches)].toSorted()
  return withWorker(state, number, { ...at(state.workers, number), unsettled })
}

/** Any choice of its partitions with any number of their records. */
function seals(model: Model, state: ModelState, number: number): readonly Step[] {
  const { bounds, behaviour } = model
  const worker = at(state.workers, number)
  if (worker.tasks.length >= bounds.tasks || state.batches >= bounds.batches) return []
  if (behaviour.readsBy === 'id' && state.topic !== 0) return []
  const inFlight = new Set(worker.tasks.flatMap(({ partitions }) => partitions))
  const choices = worker.entries.map((entry, partition) =>
    entry >= 0 && behaviour.rules.maySeal(partition, inFlight) ? rangesOf(model, state, { number, partition }) : [],
  )
  return combinations(choices).map((ranges) => seal(model, state, { number, ranges }))
}

function rangesOf(
  model: Model,
  state: ModelState,
  { number, partition }: { readonly number: number; readonly partition: number },
): readonly Range[] {
  const { bounds, tables } = model
  const worker = at(state.workers, number)
  const read = worker.tasks
    .flatMap(({ object }) => tables.objects.value(object).ranges)
    .filter((range) => range.partition === partition)
  const begin = Math.max(knownEntry(model, worker, partition).offset, ...read.map(({ end }) => end))
  const ends = Array.from({ length: bounds.offsets - begin }, (_, index) => begin + index + 1)
  return ends.filter((end) => !bounds.empty.includes(end - 1)).map((end) => ({ partition, begin, end }))
}

/** One or none of each list, but not none of all. */
function combinations<Item>(lists: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  const all = lists.reduce<readonly (readonly Item[])[]>(
    (some, list) => [...some, ...some.flatMap((chosen) => list.map((item) => [...chosen, item]))],
    [[]],
  )
  return all.filter((chosen) => chosen.length > 0)
}

interface Sealing {
  readonly number: number
  readonly ranges: readonly Range[]
}

function seal(model: Model, state: ModelState, { number, ranges }: Sealing): Step {
  const { behaviour, tables, bounds } = model
  const batch = state.batches
  const partitions = ranges.map(({ partition }) => partition)
  const before = settled(model, state, { number, partitions })
  const worker = at(before.workers, number)
  const lastTimes = partitions.map((partition) => knownEntry(model, worker, partition).time)
  const time = behaviour.batchTime({
    reason: 'flush',
    now: bounds.clock === 'moves' ? batch : 0,
    intervalMs: 1,
    lastTimes,
  })
  const { revision } = state
  const object = tables.objects.id({
    key: objectName(time, partitions),
    place: placeOf(revision),
    batch,
    topic: state.topic,
    ranges,
  })
  const change = (entry: LedgerEntry, partition: number) => {
    const { begin, end } = at(ranges, partitions.indexOf(partition))
    const records = end - begin - bounds.empty.filter((offset) => offset >= begin && offset < end).length
    const intent = { batch: batchName(batch), revision, time, end, partitions, records, skipped: 0, crc: 0 }
    return behaviour.rules.announced(entry, intent)
  }
  const sent = sendWrite(model, before, {
    number,
    change: { task: { stage: 'announcing', batch, object, partitions }, change },
  })
  const next = { ...sent, batches: batch + 1 }
  return {
    what: `w${number} seals b${batch}: ${ranges.map(rangeText).join(' ')}, sends its announcement`,
    next: behaviour.creates === 'at-once' ? allowing(next, object) : next,
  }
}

/** As LedgerSession does before an announcement: a proof that nobody needs any more is not carried on. */
function settled(
  model: Model,
  state: ModelState,
  { number, partitions }: { readonly number: number; readonly partitions: readonly number[] },
): ModelState {
  const worker = at(state.workers, number)
  const carried = partitions.flatMap((partition) => knownEntry(model, worker, partition).proof)
  if (!carried.some((batch) => worker.unsettled.includes(batch))) return state
  return withUnsettled(state, number, [...unsettledBatches(ledgerOf(model, state.entries))])
}

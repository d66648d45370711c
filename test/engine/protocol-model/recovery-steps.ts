import type { LedgerEntries, Intent } from '../../../src/model/ledger.ts'
import type { RecoveryStep } from '../../../src/engine/decide/recovery-step.ts'
import { advanced } from '../../../src/engine/decide/next-entry.ts'
import {
  allowing,
  ledgerOf,
  objectName,
  objectText,
  openIntent,
  partitionsText,
  placeOf,
  sendWrite,
  withWorker,
} from './model.ts'
import type { Model, Step } from './model.ts'
import { at, batchNumber } from './state.ts'
import type { ModelState, Task } from './state.ts'

/** The first open intent that a member finds and did not announce itself; nothing where there is none. */
export function recoverySteps(model: Model, state: ModelState, number: number): readonly Step[] | undefined {
  const worker = at(state.workers, number)
  const intents = worker.entries.map((_, partition) => openIntent(model, worker, partition))
  const isMine = ({ batch }: Intent) => worker.tasks.some((task) => task.batch === batchNumber(batch))
  const intent = intents.find((found) => found !== undefined && !isMine(found))
  if (intent === undefined) return undefined
  const partitions = intents.flatMap((found, partition) => (found?.batch === intent.batch ? [partition] : []))
  return recover(model, state, { number, intent, partitions })
}

interface Recovery {
  readonly number: number
  readonly intent: Intent
  /** Owned, and still on the batch. */
  readonly partitions: readonly number[]
}

function recover(model: Model, state: ModelState, { number, intent, partitions }: Recovery): readonly Step[] {
  const { rules } = model.behaviour
  const batch = batchNumber(intent.batch)
  const read = ledgerOf(model, state.entries)
  const step = decide(model, state, { intent, read })
  const who = `w${number} recovers b${batch} of ${partitionsText(partitions)}`
  if (step === 'roll-forward') return rollForward(model, state, { number, intent, partitions, read, who })
  const stage = step === 'advance' ? 'advancing' : 'dropping'
  const task: Task = { stage, batch, object: -1, partitions }
  const change =
    step === 'advance' ? { task, change: advanced, advances: intent.batch } : { task, change: rules.dropped }
  return [{ what: `${who}: ${step}`, next: sendWrite(model, state, { number, change }) }]
}

interface Found {
  readonly intent: Intent
  readonly read: LedgerEntries
}

/** From one read of the entries of all partitions of the batch; or, for comparison, from a look at the store. */
function decide({ behaviour, tables }: Model, { made, moved }: ModelState, { intent, read }: Found): RecoveryStep {
  const entries = intent.partitions.map((partition) => read.get(partition))
  if (behaviour.evidence === 'ledger') return behaviour.rules.recoveryStep(intent.batch, entries)
  const present = made.filter((id) => !moved.includes(id)).map((id) => tables.objects.value(id))
  if (present.some(({ batch }) => batch === batchNumber(intent.batch))) return 'advance'
  return entries.every((entry) => entry?.intent?.batch === intent.batch) ? 'roll-forward' : 'drop'
}

interface RollForward extends Recovery, Found {
  readonly who: string
}

/** Reads the announced ranges again: they are gone when the topic is another one. */
function rollForward(
  model: Model,
  state: ModelState,
  { number, intent, partitions, read, who }: RollForward,
): readonly Step[] {
  const { tables, behaviour, jobs } = model
  const revision = behaviour.rules.revisionOf(intent, at(jobs, state.revision))
  if (revision === undefined || (behaviour.readsBy === 'id' && state.topic !== 0)) return []
  const ranges = [...read].flatMap(([partition, { end, intent: found }]) =>
    found?.batch === intent.batch ? [{ partition, begin: end, end: found.end }] : [],
  )
  const key = objectName(intent.time, intent.partitions)
  const batch = batchNumber(intent.batch)
  const object = tables.objects.id({ key, place: placeOf(revision.revision), batch, topic: state.topic, ranges })
  const worker = at(state.workers, number)
  const task: Task = { stage: 'creating', batch, object, partitions }
  const next = allowing(withWorker(state, number, { ...worker, tasks: [...worker.tasks, task] }), object)
  return [{ what: `${who}: roll-forward, may create ${objectText(model, object)}`, next }]
}

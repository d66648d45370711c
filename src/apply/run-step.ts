import { InternalError } from '../model/internal-error.ts'
import type { ActionDeps, KindActions } from '../model/kind.ts'
import type { Change } from '../model/plan.ts'
import type { PlanStep } from '../model/plan-steps.ts'
import type { RecordedResource } from '../model/state.ts'
import type { Recorder } from './recorder.ts'

/** What a step is carried out with. */
export interface StepMeans {
  readonly actions: KindActions
  readonly recorder: Recorder
  readonly context: ActionDeps
}

/** Carries out one step: what is begun is on record before the first side effect, what came of it after the last. */
export async function runStep({ change, part }: PlanStep, means: StepMeans): Promise<void> {
  if (part === 'apply') return applyResource(change, means)
  const leavesAll = change.action === 'forget' || change.leavesPlaceTo !== undefined
  if (!leavesAll) await deleteResource(change, means)
  await means.recorder.record({ step: 'gone', address: change.address })
}

async function deleteResource(change: Change, { actions, recorder, context }: StepMeans): Promise<void> {
  const { address } = change
  const resource = change.before ?? missing(change, 'before')
  await recorder.record({ step: 'begin', operation: { address, action: 'delete', resource } })
  await actions.remove(resource, context)
}

async function applyResource(change: Change, means: StepMeans): Promise<void> {
  const { address } = change
  const wanted = change.after ?? missing(change, 'after')
  const before = change.action === 'update' ? change.before : undefined
  const attributes = await means.actions.prepare(wanted, before, means.context)
  const resource = { ...wanted, attributes }
  const action = before === undefined ? 'create' : 'update'
  await means.recorder.record({ step: 'begin', operation: { address, action, resource } })
  const made = await performOrForget({ change, action, resource, before }, means)
  await means.recorder.record({ step: 'done', address, resource: { ...resource, attributes: made } })
}

interface Begun {
  readonly change: Change
  readonly action: 'create' | 'update'
  readonly resource: RecordedResource
  readonly before: RecordedResource | undefined
}

/** What this apply began without effect is taken off the record; what an earlier one left half done may have had one and stays. */
async function performOrForget(
  { change, action, resource, before }: Begun,
  { actions, recorder, context }: StepMeans,
): Promise<RecordedResource['attributes']> {
  try {
    return await actions.perform(resource, before, context)
  } catch (error) {
    const leftNothing = change.resumes === undefined && actions.leavesNothing?.includes(action) === true
    if (leftNothing && recorder.canRecord()) await recorder.record({ step: 'cancelled', address: change.address })
    throw error
  }
}

function missing(change: Change, side: 'before' | 'after'): never {
  throw new InternalError(`Cannot apply the change of "${change.address}": it has no "${side}"`)
}

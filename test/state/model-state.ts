import type { PendingOperation, RecordedResource, State, StateStep } from '../../src/model/state.ts'

/** What a state is after some steps, as simply as it can be said: what stores are compared with. */
export function modelState(lineage: string, steps: readonly StateStep[]): State {
  const resources = new Map<string, RecordedResource>()
  const pending = new Map<string, PendingOperation>()
  for (const step of steps) {
    if (step.step === 'begin') {
      pending.set(step.operation.address, step.operation)
      continue
    }
    pending.delete(step.address)
    if (step.step === 'done') resources.set(step.address, step.resource)
    if (step.step === 'gone') resources.delete(step.address)
  }
  return { lineage, serial: steps.length, resources: byAddress(resources), pending: byAddress(pending) }
}

function byAddress<T>(values: ReadonlyMap<string, T>): readonly T[] {
  return [...values].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, value]) => value)
}

import type { LockedState, RecordedResource, StateStep } from '../model/state.ts'

/** Writes steps to the state and keeps what is recorded within reach. */
export interface Recorder {
  /** Durable when it resolves. */
  readonly record: (step: StateStep) => Promise<void>
  /** What is recorded at an address now, in constant time. */
  readonly recorded: (address: string) => RecordedResource | undefined
  /** Whether the lock is still held and no record failed. */
  readonly canRecord: () => boolean
}

export function makeRecorder(locked: LockedState): Recorder {
  const records = new Map(locked.state().resources.map((resource) => [resource.address, resource]))
  let failed = false
  return {
    record: async (step) => {
      try {
        await locked.record(step)
      } catch (error) {
        failed = true
        throw error
      }
      if (step.step === 'done') records.set(step.address, step.resource)
      if (step.step === 'gone') records.delete(step.address)
    },
    recorded: (address) => records.get(address),
    canRecord: () => !failed && !locked.lost.aborted,
  }
}

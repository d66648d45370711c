import type { LockedState, RecordedResource, PendingOperation, State, StateStep } from '../../src/model/state.ts'

/** A state in memory; `beforeRecord` and `afterRecord` may throw, as a crash does. */
export class MemoryState {
  lineage = 'lineage'
  serial = 0
  readonly resources = new Map<string, RecordedResource>()
  readonly pending = new Map<string, PendingOperation>()
  readonly steps: StateStep[] = []
  readonly lost = new AbortController()
  effect: (what: string) => void = () => undefined

  state = (): State => ({
    lineage: this.lineage,
    serial: this.serial,
    resources: [...this.resources.values()],
    pending: [...this.pending.values()],
  })

  locked(): LockedState {
    return {
      state: this.state,
      lost: this.lost.signal,
      record: async (step) => {
        await Promise.resolve()
        this.effect(`before ${step.step}`)
        this.#apply(step)
        this.effect(`after ${step.step}`)
      },
      release: () => Promise.resolve(),
    }
  }

  #apply(step: StateStep): void {
    this.steps.push(step)
    this.serial++
    if (step.step === 'begin') {
      this.pending.set(step.operation.address, step.operation)
      return
    }
    this.pending.delete(step.address)
    if (step.step === 'done') this.resources.set(step.address, step.resource)
    if (step.step === 'gone') this.resources.delete(step.address)
  }
}

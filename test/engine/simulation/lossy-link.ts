import { LinkError } from '../../memory/link.ts'
import type { Link } from '../../memory/link.ts'
import type { Process, Scheduler } from './scheduler.ts'

/** How likely a call goes wrong. */
export interface Faults {
  /** Never arrives. */
  lost: number
  /** Arrives long after the caller gave up. */
  late: number
  /** Is done, and the answer is lost. */
  unanswered: number
}

export const NO_FAULTS: Faults = { lost: 0, late: 0, unanswered: 0 }

/** A process' way to the others: a request travels, is done, its answer travels, each as a step of its own. */
export class LossyLink implements Link {
  readonly process: Process
  readonly #scheduler: Scheduler
  readonly #faults: () => Faults

  constructor(scheduler: Scheduler, process: Process, faults: () => Faults) {
    this.#scheduler = scheduler
    this.process = process
    this.#faults = faults
  }

  call<T>(operation: string, effect: () => T): Promise<T> {
    const label = `${this.process.name} ${operation}`
    return new Promise((resolve, reject) => {
      if (this.process.isDead) return
      const fail = () => this.#answer(`${label}: no answer`, () => reject(new LinkError(operation)))
      this.#scheduler.add(undefined, label, () => {
        const fate = this.#fate()
        if (fate === 'late') this.#scheduler.addLate(`${label}: late`, () => attempt(effect))
        if (fate === 'unanswered') attempt(effect)
        if (fate !== 'arrives') return fail()
        try {
          const result = effect()
          this.#answer(`${label}: answer`, () => resolve(result))
        } catch (error) {
          this.#answer(`${label}: error`, () => reject(error instanceof Error ? error : new Error(String(error))))
        }
      })
    })
  }

  notify(effect: () => void): void {
    if (!this.process.isDead) this.#answer(`${this.process.name} is told`, effect)
  }

  #answer(label: string, run: () => void): void {
    if (!this.process.isDead) this.#scheduler.add(this.process, label, run)
  }

  #fate(): 'lost' | 'late' | 'unanswered' | 'arrives' {
    const { lost, late, unanswered } = this.#faults()
    const drawn = this.#scheduler.random.next()
    if (drawn < lost) return 'lost'
    if (drawn < lost + late) return 'late'
    return drawn < lost + late + unanswered ? 'unanswered' : 'arrives'
  }
}

/** Nobody hears how it went. */
function attempt(effect: () => unknown): void {
  try {
    effect()
  } catch {
    // The caller has given up.
  }
}

import type { Clock } from '../../../src/model/clock.ts'
import type { Random } from './random.ts'

/** A running program that may be stopped for a while or for good between any two steps. */
export class Process {
  readonly name: string
  isDead = false
  isStalled = false

  constructor(name: string) {
    this.name = name
  }
}

interface Step {
  /** Whose step it is; a step of the world itself has none. */
  readonly process: Process | undefined
  readonly label: string
  /** Not before this turn. */
  readonly from: number
  readonly run: () => void
}

interface Sleeper {
  readonly process: Process
  readonly at: number
  readonly wake: () => void
}

/** Decides what happens next: one step of anybody, in any order, or time goes on. */
export class Scheduler {
  readonly random: Random
  /** Called with what happened, for the trace of a failing seed. */
  trace: (what: string) => void = () => {}
  #steps: Step[] = []
  readonly #sleepers = new Set<Sleeper>()
  #turns = 0
  #monotonic = 0
  #wall = Date.UTC(2021, 2, 26, 9, 56, 0)

  constructor(random: Random) {
    this.random = random
  }

  add(process: Process | undefined, label: string, run: () => void): void {
    this.#steps.push({ process, label, from: 0, run })
  }

  /** A step of the world after some other ones. */
  addLate(label: string, run: () => void): void {
    this.#steps.push({ process: undefined, label, from: this.#turns + this.random.between(3, 60), run })
  }

  /** Something is still on its way that no process sends or gets any more. */
  get isUnderWay(): boolean {
    return this.#steps.some(({ process }) => process === undefined)
  }

  /** Ends a process; what it sent may still arrive, what it would get is gone. */
  kill(process: Process): void {
    process.isDead = true
    this.#steps = this.#steps.filter((step) => step.process !== process)
    for (const sleeper of this.#sleepers) if (sleeper.process === process) this.#sleepers.delete(sleeper)
  }

  jump(ms: number): void {
    this.#wall += ms
  }

  /** One step, or some time. False where nothing can ever happen any more. */
  async turn(): Promise<boolean> {
    if (this.#steps.length === 0) await settled()
    this.#turns++
    const ready = this.#steps.filter(({ process, from }) => process?.isStalled !== true && from <= this.#turns)
    if (ready.length === 0 || this.random.chance(0.05)) return (await this.#passTime()) || this.#steps.length > 0
    const step = this.random.pick(ready)
    if (step === undefined) return false
    this.#steps.splice(this.#steps.indexOf(step), 1)
    this.trace(step.label)
    step.run()
    await settled()
    return true
  }

  clock(process: Process): Clock {
    return {
      now: () => this.#wall,
      monotonic: () => this.#monotonic,
      sleep: (ms, signal) => this.#sleep(process, ms, signal),
    }
  }

  async #passTime(): Promise<boolean> {
    const awake = [...this.#sleepers].filter(({ process }) => !process.isStalled)
    if (awake.length === 0) return false
    const next = Math.min(...awake.map(({ at }) => at))
    this.#wall += Math.max(0, next - this.#monotonic)
    this.#monotonic = Math.max(this.#monotonic, next)
    for (const sleeper of awake) if (sleeper.at <= this.#monotonic) this.#wake(sleeper)
    await settled()
    return true
  }

  #wake(sleeper: Sleeper): void {
    this.#sleepers.delete(sleeper)
    this.add(sleeper.process, `${sleeper.process.name} wakes`, sleeper.wake)
  }

  #sleep(process: Process, ms: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (process.isDead) return
      if (signal?.aborted === true) return reject(signal.reason as Error)
      const abort = () => {
        this.#sleepers.delete(sleeper)
        reject(signal?.reason as Error)
      }
      const wake = () => {
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      const sleeper: Sleeper = { process, at: this.#monotonic + ms, wake }
      this.#sleepers.add(sleeper)
      signal?.addEventListener('abort', abort, { once: true })
    })
  }
}

/** Until nothing can go on without a further step: all that runs here runs in microtasks. */
function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

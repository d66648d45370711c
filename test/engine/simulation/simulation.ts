import type { Mutation } from './mutation.ts'
import type { Random } from './random.ts'
import { SharedWorld } from './shared-world.ts'
import type { Traits } from './traits.ts'
import { Workers } from './workers.ts'

/** More turns than any world needs to come to an end by itself. */
const PATIENCE = 20_000

/** One world with workers that run the real engine, and everything that can go wrong. */
export class Simulation {
  readonly shared: SharedWorld
  readonly workers: Workers

  constructor(random: Random, options: { readonly mutation: Mutation; readonly traits: Traits }) {
    this.shared = new SharedWorld(random, options)
    this.workers = new Workers(this.shared, options.mutation)
  }

  /** Runs trouble, then lets everything come to an end. */
  async run(): Promise<void> {
    const { shared, workers } = this
    const { scheduler, profile } = shared
    for (let worker = 0; worker < profile.workers; worker++) workers.start()
    for (let turn = 0; turn < profile.turns && workers.violations.length === 0; turn++) {
      this.#trouble()
      await scheduler.turn()
    }
    scheduler.trace('--- trouble ends')
    shared.hasTrouble = false
    if (shared.traits.isTransactional) shared.endTransaction()
    workers.endTrouble()
    await this.#until(() => workers.mayHaveStopped || shared.isAllExported, 'is not exported to the end')
    workers.stop()
    await this.#until(() => workers.haveEnded, 'does not stop')
    while (scheduler.isUnderWay) await scheduler.turn()
    workers.checkMemory()
  }

  #trouble(): void {
    const { shared, workers } = this
    const { random, profile, traits } = shared
    const maybe = (probability: number, trouble: () => void) => {
      if (random.chance(probability)) trouble()
    }
    maybe((2 * profile.records) / profile.turns, () => shared.append())
    workers.trouble()
    if (workers.count < profile.workers) maybe(0.1, () => workers.start())
    maybe(0.1, () => shared.expireMembers())
    maybe(profile.rebalance, () => shared.rebalance())
    maybe(profile.deletion, () => shared.deleteObject())
    maybe(profile.change, () => shared.changeJob())
    maybe(profile.jump, () => shared.jumpClock())
    if (!traits.isTruncated) maybe(profile.retention, () => shared.cutAnnounced())
    maybe(profile.recreation, () => shared.recreateTopic())
    if (traits.isTransactional) maybe(0.05, () => shared.endTransaction())
    if (traits.isTruncated) maybe(0.005, () => shared.truncate())
    if (traits.isStatic) maybe(0.05, () => workers.replaceStalled())
    workers.restartFailed()
  }

  async #until(isDone: () => boolean, complaint: string): Promise<void> {
    const { shared, workers } = this
    for (let turn = 0; turn < PATIENCE; turn++) {
      if (isDone() || workers.violations.length > 0) return
      shared.expireMembers()
      workers.restartFailed()
      if (!(await shared.scheduler.turn())) break
    }
    if (!isDone()) workers.violations.push(`stuck: ${complaint}`)
  }
}

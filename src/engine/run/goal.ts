import type { LedgerAdmin, LedgerEntries } from '../../model/ledger.ts'
import type { StreamDescription } from '../../model/stream.ts'
import { checkEntries } from '../decide/check-entries.ts'
import { Deadline } from '../waiting/deadline.ts'
import { Wake } from '../waiting/wake.ts'
import type { Exporter } from '../exporter.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'

/** Where `once` ends: the ledger has passed the ends that the partitions had at the start, whoever wrote them. */
export class Goal {
  readonly #topic: string
  readonly #ends: ReadonlyMap<number, number>
  readonly #wake = new Wake()

  constructor({ topic, partitions }: StreamDescription) {
    this.#topic = topic
    this.#ends = new Map(partitions.map(({ partition, latest }) => [partition, latest]))
  }

  isPassed(partition: number, position: number): boolean {
    return position >= (this.#ends.get(partition) ?? 0)
  }

  /** Something was written: look soon. */
  look(): void {
    this.#wake.notify()
  }

  /** Reads the ledger again and again until the goal is reached, which it reports, or the signal is aborted. */
  async watch(exporter: Exporter, admin: LedgerAdmin, signal: AbortSignal): Promise<void> {
    const deadline = new Deadline(exporter.world.clock, () => this.#wake.notify())
    const wake = () => this.#wake.notify()
    signal.addEventListener('abort', wake, { once: true })
    try {
      while (!signal.aborted) {
        const read = () => admin.read(signal)
        const entries = await retryUntilDone(exporter, { what: 'read the ledger', signal }, read)
        // A ledger that is lost or another exporter's says nothing: whoever joins it will report that.
        const isSound = checkEntries({ job: exporter.job(), topic: this.#topic, entries }).length === 0
        if (isSound && this.#isReachedBy(entries)) return exporter.stops.report({ type: 'goal-reached' })
        deadline.setIn(exporter.world.settings.goalMs)
        await this.#wake.wait()
      }
    } finally {
      signal.removeEventListener('abort', wake)
      deadline.cancel()
    }
  }

  #isReachedBy(entries: LedgerEntries): boolean {
    return [...this.#ends.keys()].every((partition) => this.isPassed(partition, entries.get(partition)?.offset ?? 0))
  }
}

import type { LedgerAdmin, LedgerEntries } from '../../model/ledger.ts'
import type { StreamDescription } from '../../model/stream.ts'
import { CANCELLED } from '../../lib/linked-abort.ts'
import { checkEntries } from '../decide/check-entries.ts'
import { Alarm } from '../waiting/alarm.ts'
import { Bell } from '../waiting/bell.ts'
import type { Exporter } from '../exporter.ts'
import { persevere } from '../waiting/persevere.ts'

/** Where `once` ends: the ledger has passed the ends that the partitions had at the start, whoever wrote them. */
export class Goal {
  readonly #topic: string
  readonly #ends: ReadonlyMap<number, number>
  readonly #reached = new AbortController()
  readonly #bell = new Bell()

  constructor({ topic, partitions }: StreamDescription) {
    this.#topic = topic
    this.#ends = new Map(partitions.map(({ partition, latest }) => [partition, latest]))
  }

  /** Aborted when it is reached. */
  get reached(): AbortSignal {
    return this.#reached.signal
  }

  isPassed(partition: number, position: number): boolean {
    return position >= (this.#ends.get(partition) ?? 0)
  }

  /** Something was written: look soon. */
  look(): void {
    this.#bell.ring()
  }

  /** Looks at the ledger, again and again, until it is reached or the signal is aborted. */
  async watch(exporter: Exporter, admin: LedgerAdmin, signal: AbortSignal): Promise<void> {
    const alarm = new Alarm(exporter.world.clock, () => this.#bell.ring())
    const wake = () => this.#bell.ring()
    signal.addEventListener('abort', wake, { once: true })
    try {
      while (!signal.aborted && !this.#reached.signal.aborted) {
        const read = () => admin.read(signal)
        const entries = await persevere(exporter, { what: 'look at the ledger', signal }, read)
        // A ledger that is lost or another's says nothing: whoever joins it will tell.
        if (checkEntries({ job: exporter.job(), topic: this.#topic, entries }).length === 0) this.#judge(entries)
        alarm.setIn(exporter.world.settings.goalMs)
        await this.#bell.wait()
      }
    } finally {
      signal.removeEventListener('abort', wake)
      alarm.cancel()
    }
  }

  #judge(entries: LedgerEntries): void {
    const passed = [...this.#ends.keys()].every((partition) =>
      this.isPassed(partition, entries.get(partition)?.offset ?? 0),
    )
    if (!passed) return
    this.#reached.abort(CANCELLED)
    this.#bell.ring()
  }
}

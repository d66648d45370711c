import type { Journal } from '../../io/disk/fenced-journal.ts'
import type { Tenure } from '../../io/disk/tenure.ts'
import type { Generation, Ledger, LedgerEntries, WriteOutcome } from '../../model/ledger.ts'
import type { LedgerPlace, LedgerDeps } from './ledger-journal.ts'
import { describeHolder, entriesOf, existingLedger, explainJournal, ledgerPlace } from './ledger-journal.ts'
import { encodeEntries } from './ledger-payload.ts'
import { requireTopic } from './require-topic.ts'

/** What a lease is taken for, as others see it while they wait. */
const OPERATION = 'up'

/**
 * The ledger of one exporter of a directory stream (state/FORMAT.md, "Ledger in local files"). One member at a time
 * owns all partitions; the generation is the tenure of its lease.
 */
export class DirectoryLedger implements Ledger {
  readonly #root: string
  readonly #place: LedgerPlace
  readonly #journal: Journal
  #tenure: Tenure | undefined

  constructor(root: string, uid: string, deps: LedgerDeps) {
    this.#root = root
    this.#place = ledgerPlace(root, uid, deps)
    this.#journal = existingLedger(this.#place)
  }

  /** Every lease has an owner's name of its own, so every join is a fresh one. */
  async join(options: {
    readonly fresh: boolean
    readonly signal: AbortSignal
    readonly onWait?: (why: string) => void
  }): Promise<Generation> {
    await this.#release()
    const { signal, onWait } = options
    try {
      const { tenure } = await this.#journal.acquire({
        operation: OPERATION,
        signal,
        onWait: (holder) => onWait?.(describeHolder(holder)),
      })
      this.#tenure = tenure
    } catch (error) {
      throw explainJournal(error, this.#place)
    }
    return this.#generation(this.#tenure)
  }

  async leave(): Promise<void> {
    await this.#release()
    await this.#journal.close()
  }

  async #generation(tenure: Tenure): Promise<Generation> {
    const { partitions } = await requireTopic(this.#root)
    return {
      partitions: Array.from({ length: partitions }, (_, partition) => partition),
      lost: tenure.lost,
      read: async (wanted) => this.#read(tenure, wanted),
      write: (entries) => write(tenure, entries),
      heartbeat: () => tenure.stillMine(),
    }
  }

  #read(tenure: Tenure, wanted: readonly number[]): LedgerEntries {
    const entries = entriesOf(tenure.payloads(), this.#place)
    return new Map([...entries].filter(([partition]) => wanted.includes(partition)))
  }

  /** A lease that could not be given back (the disk failed) ends by its time: others wait for longer, nothing else. */
  async #release(): Promise<void> {
    const tenure = this.#tenure
    this.#tenure = undefined
    await tenure?.release().catch(() => {})
  }
}

async function write(tenure: Tenure, entries: LedgerEntries): Promise<WriteOutcome> {
  try {
    return (await tenure.append(encodeEntries(entries))) === 'counted' ? 'written' : 'fenced'
  } catch {
    return 'unknown'
  }
}

import type { LedgerEntries } from '../../../model/ledger.ts'

/** The batches that this member announced and did not pass yet, by partition. */
export class OpenIntents {
  readonly #batches = new Map<number, string>()

  get isEmpty(): boolean {
    return this.#batches.size === 0
  }

  /** Whether a write would announce a batch. */
  isAnnouncement(entries: LedgerEntries): boolean {
    return [...entries].some(
      ([partition, { intent }]) => intent !== undefined && intent.batch !== this.#batches.get(partition),
    )
  }

  /** What was written. */
  note(entries: LedgerEntries): void {
    for (const [partition, { intent }] of entries) {
      if (intent === undefined) this.#batches.delete(partition)
      else this.#batches.set(partition, intent.batch)
    }
  }
}

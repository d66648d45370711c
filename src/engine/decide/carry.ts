import type { LedgerEntries, LedgerEntry } from '../../model/ledger.ts'

/** What is known of the whole ledger when an entry is written. */
export interface LedgerKnowledge {
  /** All partitions below this number have been started. */
  readonly started: number
  /** Batches that some partition may still be on: their proofs are needed. */
  readonly unsettled: ReadonlySet<string>
}

/** The entry as it is written: with the proofs that are still needed (`fresh` is one) and the number of partitions that were started. */
export function carry(entry: LedgerEntry, known: LedgerKnowledge, fresh: string | undefined): LedgerEntry {
  return {
    ...entry,
    partitions: Math.max(entry.partitions, known.started),
    proof: entry.proof.filter((batch) => batch === fresh || known.unsettled.has(batch)),
  }
}

/**
 * All partitions below this number have been started: what any entry says, and the entries that are there without a gap.
 * An owner of a new partition that starts before the owner of a lower new one does not make that one look lost.
 */
export function startedPartitions(entries: LedgerEntries): number {
  const said = [...entries.values()].reduce((most, entry) => Math.max(most, entry.partitions), 0)
  let present = said
  while (entries.has(present)) present++
  return present
}

/** Batches that are proven by one entry and still open in another. */
export function unsettledBatches(entries: LedgerEntries): ReadonlySet<string> {
  const open = new Set(
    [...entries.values()].flatMap((entry) => (entry.intent === undefined ? [] : [entry.intent.batch])),
  )
  const proven = [...entries.values()].flatMap((entry) => entry.proof)
  return new Set(proven.filter((batch) => open.has(batch)))
}

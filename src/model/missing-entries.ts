import type { LedgerEntries } from './ledger.ts'

/** Those of `entries` whose partition has none in `present`. */
export function missingEntries(entries: LedgerEntries, present: LedgerEntries): LedgerEntries {
  return new Map([...entries].filter(([partition]) => !present.has(partition)))
}

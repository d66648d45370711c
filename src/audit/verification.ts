/** What `verify` found to be wrong. */
export type VerifyProblem =
  | { readonly problem: 'gap'; readonly partition: number; readonly begin: number; readonly end: number }
  | {
      readonly problem: 'overlap'
      readonly partition: number
      readonly begin: number
      readonly end: number
      readonly key: string
    }
  /** Past the ledger's end and not of a pending intent. */
  | {
      readonly problem: 'beyond-ledger'
      readonly partition: number
      readonly begin: number
      readonly end: number
      readonly key: string
    }
  /** Its batch has dead letters, and the object with them is not there or has another number of them. */
  | { readonly problem: 'dead-letters'; readonly key: string; readonly reason: string }
  | { readonly problem: 'content'; readonly key: string; readonly reason: string }
  | { readonly problem: 'incomplete'; readonly key: string }
  /** Somebody else has put this into the place of the partition's ledger entry, so its end is not known. */
  | { readonly problem: 'foreign-entry'; readonly partition: number; readonly what: string }
  /** The ledger has lost the entries of these partitions, which were exported or whose start was recorded: nobody knows their ends. */
  | { readonly problem: 'no-position'; readonly partitions: readonly number[] }
  | { readonly problem: 'unreadable'; readonly key: string; readonly reason: string }

/** One partition's proof: the objects cover `[begin, end)`; `ledgerEnd` is what the ledger says, if it could be read. */
export interface VerifiedPartition {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly ledgerEnd: number | undefined
}

/** The outcome of verifying one exporter. Proven when `problems` is empty. */
export interface Verification {
  readonly exporter: string
  readonly uid: string
  readonly topic: string
  readonly objects: number
  /** Events. */
  readonly records: number
  readonly skipped: number
  /** Records in dead-letter objects. */
  readonly rejected: number
  readonly bytes: number
  /** Objects at these places that are not of this exporter. */
  readonly others: number
  readonly contentChecked: boolean
  readonly partitions: readonly VerifiedPartition[]
  readonly problems: readonly VerifyProblem[]
}

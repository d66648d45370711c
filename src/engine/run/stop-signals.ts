/** How an exporter is told to end. */
export interface StopSignals {
  /** Export what was read, give the ledger back, end. */
  readonly stop: AbortSignal
  /** End at once; recovery does its work at the next start. */
  readonly kill: AbortSignal
}

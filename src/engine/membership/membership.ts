import type { PartitionBounds, Reader } from '../../model/stream.ts'
import type { Exporter } from '../exporter.ts'
import type { StopRace } from '../stop-race.ts'
import type { LedgerSession } from './ledger-session.ts'

/** One generation of one exporter: what may be done until it is lost. */
export interface Membership {
  readonly exporter: Exporter
  readonly reader: Reader
  readonly ledger: LedgerSession
  /** Where each partition of the stream ended when the membership began. */
  readonly bounds: readonly PartitionBounds[]
  readonly stops: StopRace
  /** Aborted when what is in flight is to be abandoned: the generation is lost, or the exporter ends at once. */
  readonly signal: AbortSignal
}

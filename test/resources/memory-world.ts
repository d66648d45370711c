import type { LedgerEntry } from '../../src/model/ledger.ts'

export interface MemoryTopic {
  readonly id: string
  /** Offsets at the end of each partition. */
  ends: number[]
  readonly ledgers: Map<string, Map<number, LedgerEntry>>
  readonly made: boolean
}

/** What streams and places in memory stand on. */
export interface MemoryWorld {
  readonly topics: Map<string, MemoryTopic>
  readonly brokenPlaces: Set<string>
  readonly members: Set<string>
  /** How many streams and connectors are open. */
  opened: number
  /** How often a stream was described. */
  described: number
  readonly uuid: () => string
  /** An effect outside. */
  do<Result>(what: string, work: () => Result): Result
  /** Throws a DiagnosedError where there is none. */
  topic(path: string): MemoryTopic
}

import { stableOf } from './memory-topic.ts'
import type { MemoryLog } from './memory-topic.ts'

/** What a client must do that reads a topic (engine/PROTOCOL.md, rules 7 and 8), together so that each can be taken away to see it missed. */
export interface ReadingRules {
  /** How far it may be read. */
  readonly readableEnd: (log: MemoryLog) => number
  /** Records of aborted transactions are for nobody. */
  readonly skipsAborted: boolean
  /** What `describe` calls latest. */
  readonly latest: (log: MemoryLog) => number
  /** A position is compared with what became of the log it was read from. */
  readonly checksPositions: boolean
  /** So is the beginning of a range that is read once more. */
  readonly checksRanges: boolean
}

export const READING_RULES: ReadingRules = {
  readableEnd: stableOf,
  skipsAborted: true,
  latest: stableOf,
  checksPositions: true,
  checksRanges: true,
}

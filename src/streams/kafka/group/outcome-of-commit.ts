import { KAFKA_ERROR } from '../../../io/kafka/protocol/error-codes.ts'
import type { WriteOutcome } from '../../../model/ledger.ts'

/**
 * What the answer to a commit means, from the error of each partition (engine/PROTOCOL.md, rules 1 to 3). An error that may
 * come after the commit was appended, or that we do not know, leaves the outcome unknown.
 */
export function outcomeOfCommit(codes: readonly number[]): WriteOutcome {
  const refused = codes.filter((code) => code !== KAFKA_ERROR.NONE)
  if (refused.length === 0) return 'written'
  return refused.every((code) => NOT_APPLIED.has(code)) ? 'fenced' : 'unknown'
}

/** Errors that a broker gives before it appends anything. */
const NOT_APPLIED: ReadonlySet<number> = new Set([
  KAFKA_ERROR.REBALANCE_IN_PROGRESS,
  KAFKA_ERROR.ILLEGAL_GENERATION,
  KAFKA_ERROR.UNKNOWN_MEMBER_ID,
  KAFKA_ERROR.FENCED_INSTANCE_ID,
  KAFKA_ERROR.STALE_MEMBER_EPOCH,
  KAFKA_ERROR.FENCED_MEMBER_EPOCH,
  KAFKA_ERROR.INVALID_GROUP_ID,
  KAFKA_ERROR.GROUP_ID_NOT_FOUND,
  KAFKA_ERROR.GROUP_AUTHORIZATION_FAILED,
  KAFKA_ERROR.TOPIC_AUTHORIZATION_FAILED,
  KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION,
  KAFKA_ERROR.OFFSET_METADATA_TOO_LARGE,
  KAFKA_ERROR.INVALID_COMMIT_OFFSET_SIZE,
])

import { KAFKA_ERROR } from '../../../io/kafka/protocol/error-codes.ts'

/**
 * What an error of one partition means:
 * - `moved`: another broker leads it, or is about to: look the leader up again
 * - `unknown`: the broker does not know this topic: deleted, made again, or not told yet
 * - `range`: the log does not reach to the offset, at one of its ends
 * - `forbidden`: this user may not read it
 * - `failed`: anything else
 */
export type FetchVerdict = 'moved' | 'unknown' | 'range' | 'forbidden' | 'failed'

export function judgeFetchError(errorCode: number): FetchVerdict {
  return VERDICTS.get(errorCode) ?? 'failed'
}

const VERDICTS: ReadonlyMap<number, FetchVerdict> = new Map([
  [KAFKA_ERROR.NOT_LEADER_OR_FOLLOWER, 'moved'],
  [KAFKA_ERROR.LEADER_NOT_AVAILABLE, 'moved'],
  [KAFKA_ERROR.REPLICA_NOT_AVAILABLE, 'moved'],
  [KAFKA_ERROR.FENCED_LEADER_EPOCH, 'moved'],
  [KAFKA_ERROR.UNKNOWN_LEADER_EPOCH, 'moved'],
  [KAFKA_ERROR.KAFKA_STORAGE_ERROR, 'moved'],
  [KAFKA_ERROR.OFFSET_NOT_AVAILABLE, 'moved'],
  [KAFKA_ERROR.UNKNOWN_TOPIC_OR_PARTITION, 'unknown'],
  [KAFKA_ERROR.UNKNOWN_TOPIC_ID, 'unknown'],
  [KAFKA_ERROR.INCONSISTENT_TOPIC_ID, 'unknown'],
  [KAFKA_ERROR.OFFSET_OUT_OF_RANGE, 'range'],
  [KAFKA_ERROR.TOPIC_AUTHORIZATION_FAILED, 'forbidden'],
])

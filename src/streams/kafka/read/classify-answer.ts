import { KAFKA_ERROR, errorName } from '../../../io/kafka/protocol/error-codes.ts'
import type { FetchPartitionResponse } from '../../../io/kafka/protocol/messages/fetch.ts'
import type { Codecs } from '../../../io/kafka/records/codecs.ts'
import { RecordBatchError } from '../../../io/kafka/records/record-batch-error.ts'
import { RecordSet } from '../../../io/kafka/records/record-set.ts'
import type { BatchSurvey } from '../../../io/kafka/records/survey-batches.ts'
import { epochBefore, surveyBatches } from '../../../io/kafka/records/survey-batches.ts'
import type { HeldAnswers } from './held-answers.ts'
import type { Position } from './position.ts'

/**
 * What the answer for one partition means:
 * - `nothing`: no records yet
 * - `records`: records, not decoded; `next` is the position after them
 * - `early`: records that the end of what may be read, as the answer gives it, does not cover yet: to be asked for again
 * - `recalled`: the log agrees with ours up to the position at least; it calls the epoch another number
 * - `diverged`: the log agrees with ours only below `end`, before the position
 * - `refused`: an error of the broker
 */
export type Answered =
  | { readonly answered: 'nothing' }
  | {
      readonly answered: 'records'
      readonly bytes: Buffer
      readonly survey: BatchSurvey
      readonly next: Position
    }
  | { readonly answered: 'early'; readonly next: Position }
  | { readonly answered: 'recalled'; readonly next: Position }
  | { readonly answered: 'diverged'; readonly end: number }
  | { readonly answered: 'refused'; readonly kind: FetchErrorKind; readonly codeName: string }

/**
 * What an error of one partition means:
 * - `moved`: another broker leads it, or is about to: look the leader up again
 * - `unknown`: the broker does not know this topic: deleted, recreated, or not announced to it yet
 * - `range`: the log does not reach to the offset, at one of its ends
 * - `forbidden`: this user may not read it
 * - `failed`: anything else
 */
export type FetchErrorKind = 'moved' | 'unknown' | 'range' | 'forbidden' | 'failed'

/** The answer for one partition, and what it means. */
export interface ClassifiedAnswer {
  /** What was asked for. */
  readonly position: Position
  readonly answer: FetchPartitionResponse
  readonly answered: Answered
  readonly held: HeldAnswers
}

/** A broker looks up how far may be read before it reads, so what is appended in between is beyond that; a damaged offset stays there. */
const MOST_EARLY = 3

/** `position`: what was asked for. */
export function classifyAnswer(position: Position, answer: FetchPartitionResponse): Answered {
  const { errorCode, divergingEpoch, records: bytes } = answer
  if (errorCode !== 0) {
    return { answered: 'refused', kind: classifyFetchError(errorCode), codeName: errorName(errorCode) }
  }
  if (divergingEpoch !== undefined) {
    const { epoch, endOffset: end } = divergingEpoch
    if (end < position.offset) return { answered: 'diverged', end }
    return { answered: 'recalled', next: { ...position, epoch } }
  }
  if (bytes === undefined || bytes.length === 0) return { answered: 'nothing' }
  const { early = 0 } = position
  const survey = surveyBatches(bytes, position.offset, early < MOST_EARLY ? answer.highWatermark : Infinity)
  const { next: offset, isCut } = survey
  if (isCut && offset === position.offset) return { answered: 'early', next: { ...position, early: early + 1 } }
  const leaderEpoch = epochBefore(offset, survey)
  const epoch = leaderEpoch < 0 ? position.epoch : leaderEpoch
  return { answered: 'records', bytes, survey, next: { partition: position.partition, offset, epoch } }
}

function classifyFetchError(errorCode: number): FetchErrorKind {
  return FETCH_ERROR_KINDS.get(errorCode) ?? 'failed'
}

const FETCH_ERROR_KINDS: ReadonlyMap<number, FetchErrorKind> = new Map([
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

/** The records of an answer from the position on, before `end`. Its codecs must be loaded when it is walked. */
export function recordSet(
  asked: { readonly position: Position; readonly codecs: Codecs; readonly end?: number },
  { records: bytes, abortedTransactions, highWatermark }: FetchPartitionResponse,
): RecordSet {
  const { position, codecs, end = Infinity } = asked
  const aborted = abortedTransactions ?? []
  const init = { begin: position.offset, end, limit: highWatermark, aborted, codecs }
  return new RecordSet({ bytes: bytes ?? Buffer.alloc(0), ...init })
}

/** The records of an answer up to the position `next`, from an offset on; all that is there where nothing moves the position. */
export function recordsOf(
  { position, codecs, next }: { readonly position: Position; readonly codecs: Codecs; readonly next: Position },
  answer: FetchPartitionResponse,
): (offset: number) => RecordSet {
  const end = next.offset === position.offset ? Infinity : next.offset
  return (offset) => recordSet({ position: { ...position, offset }, codecs, end }, answer)
}

/** Why an answer has bytes and no whole batch. */
export function withoutBatch(records: RecordSet, { offset }: Position): RecordBatchError {
  try {
    records.walk({ take: () => true, reject: () => true, pass: () => {} })
  } catch (error) {
    if (error instanceof RecordBatchError) return error
    throw error
  }
  return new RecordBatchError('damaged', { offset, reason: 'it is longer than what the broker sent' })
}

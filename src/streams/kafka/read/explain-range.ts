import { epochEndOffsets } from '../../../io/kafka/admin/epoch-end-offsets.ts'
import { listOffsets } from '../../../io/kafka/admin/list-offsets.ts'
import { errorName } from '../../../io/kafka/protocol/error-codes.ts'
import type { DiagnosedError } from '../../../model/diagnosed-error.ts'
import { LOG_TRUNCATED, OFFSET_BELOW_START, OFFSET_BEYOND_END } from '../diagnostics.ts'
import { problem } from '../problem.ts'
import type { Position } from './position.ts'
import type { ReadDeps } from './read-deps.ts'

/** Where a log begins and ends now. */
export interface LogBounds {
  readonly earliest: number
  /** Last stable offset. */
  readonly latest: number
}

/** Rejects with a plain error while the leader cannot say. */
export async function logBounds(deps: ReadDeps, partition: number, signal: AbortSignal): Promise<LogBounds> {
  const ask = async (at: 'earliest' | 'latest'): Promise<number> => {
    const question = { topic: deps.topic.name, partitions: [partition], at }
    const [answer] = await listOffsets(deps.cluster, question, signal)
    if (answer?.errorCode === 0) return answer.offset
    const why = errorName(answer?.errorCode ?? -1)
    throw new Error(`Cannot ask where partition ${partition} begins and ends: the broker answers ${why}`)
  }
  return { earliest: await ask('earliest'), latest: await ask('latest') }
}

/** Why a broker has no such offset: never a reason to begin elsewhere. A plain error where the broker has it now. */
export async function explainRange(deps: ReadDeps, position: Position, signal: AbortSignal): Promise<Error> {
  const { partition, offset, epoch } = position
  const bounds = await logBounds(deps, partition, signal)
  if (offset < bounds.earliest) return belowStart(deps, position, bounds.earliest)
  if (offset > bounds.latest) return beyondEnd(deps, position, bounds.latest)
  if (epoch >= 0) {
    const question = { topic: deps.topic.name, partitions: [{ partition, leaderEpoch: epoch }] }
    const [answer] = await epochEndOffsets(deps.cluster, question, signal)
    if (answer?.errorCode === 0 && answer.endOffset < offset) return truncated(deps, position, answer.endOffset)
  }
  return new Error(`Cannot fetch offset ${offset} of partition ${partition}: the broker says that it is out of range`)
}

function belowStart({ topic }: ReadDeps, { partition, offset }: Position, start: number): Error {
  const detail = `Partition ${partition} of the topic "${topic.name}" is to be read from offset ${offset}, but now begins at ${start}: ${start - offset} offsets were removed by retention or deleted before they were exported. Reading stops here, so that the gap is not skipped silently. Lengthen the retention of the topic; "strmctl repair NAME --skip-to ${partition}=${start}" lets the exporter continue after them.`
  return problem(OFFSET_BELOW_START, detail)
}

export function beyondEnd({ topic }: ReadDeps, { partition, offset }: Position, end: number): DiagnosedError {
  const detail = `Partition ${partition} of the topic "${topic.name}" was read up to offset ${offset}, but ends at ${end} now: the brokers lost records that were exported (an unclean election, a restored disk). Nothing more is read, since new records would get the offsets of the lost ones. Delete and recreate the exporter to start over.`
  return problem(OFFSET_BEYOND_END, detail)
}

export function truncated({ topic }: ReadDeps, { partition, offset, epoch }: Position, end: number): DiagnosedError {
  const what = end < 0 ? 'no longer holds any of it' : `shares only the offsets below ${end} with it`
  const detail = `Partition ${partition} of the topic "${topic.name}" was read up to offset ${offset} under leader epoch ${epoch}, but the log of its leader ${what}: records that were exported were lost, and others have their offsets (an unclean election, a restored disk). Nothing more is read. Delete and recreate the exporter to start over.`
  return problem(LOG_TRUNCATED, detail)
}

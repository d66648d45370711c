import { readBatchHeader } from './batch-header.ts'
import { RecordBatchError } from './record-batch-error.ts'

/** Batches of one leader follow each other. */
export interface EpochStart {
  /** First offset of the first of them. */
  readonly from: number
  readonly leaderEpoch: number
}

/** What the headers of a record set say, nothing decompressed. */
export interface BatchSurvey {
  /** The position after the last whole batch; `begin` where there is none. */
  readonly next: number
  /** Where batches of another leader begin, ascending. */
  readonly epochs: readonly EpochStart[]
  /** Codecs that are needed to walk it. */
  readonly codecs: ReadonlySet<number>
  /** It ends before a batch that reaches the limit. */
  readonly isCut: boolean
}

/** Ends before a batch that cannot be read: walking the set reports it. No batch of it may reach the offset `limit`. */
export function surveyBatches(bytes: Buffer, begin: number, limit = Infinity): BatchSurvey {
  const codecs = new Set<number>()
  const epochs: EpochStart[] = []
  let [at, next] = [0, begin]
  for (;;) {
    const header = headerAt(bytes, at, next)
    const isCut = header !== undefined && header.lastOffset >= limit
    if (header === undefined || isCut) return { next, epochs, codecs, isCut }
    codecs.add(header.codec)
    at = header.end
    next = Math.max(next, header.lastOffset + 1)
    const { firstOffset: from, leaderEpoch } = header
    if (epochs.at(-1)?.leaderEpoch !== leaderEpoch) epochs.push({ from, leaderEpoch })
  }
}

/** Leader epoch of the record before a position; -1 where none of these batches begins before it. */
export function epochBefore(position: number, { epochs }: Pick<BatchSurvey, 'epochs'>): number {
  return epochs.findLast(({ from }) => from < position)?.leaderEpoch ?? -1
}

function headerAt(bytes: Buffer, at: number, position: number) {
  try {
    return readBatchHeader(bytes, at, position)
  } catch (error) {
    if (error instanceof RecordBatchError) return undefined
    throw error
  }
}

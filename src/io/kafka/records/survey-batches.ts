import { readBatchHeader } from './batch-header.ts'
import { RecordBatchError } from './record-batch-error.ts'

/** What the headers of a record set say, nothing decompressed. */
export interface BatchSurvey {
  /** The position after the last whole batch; `begin` where there is none. */
  readonly next: number
  /** Leader epoch of the last batch; -1 where there is none. */
  readonly leaderEpoch: number
  /** Codecs that are needed to walk it. */
  readonly codecs: ReadonlySet<number>
  /** It ends before a batch that reaches the limit. */
  readonly isCut: boolean
}

/** Ends before a batch that cannot be read: walking the set tells of it. No batch of it may reach the offset `limit`. */
export function surveyBatches(bytes: Buffer, begin: number, limit = Infinity): BatchSurvey {
  const codecs = new Set<number>()
  let [at, next, leaderEpoch] = [0, begin, -1]
  for (;;) {
    const header = headerAt(bytes, at, next)
    const isCut = header !== undefined && header.lastOffset >= limit
    if (header === undefined || isCut) return { next, leaderEpoch, codecs, isCut }
    codecs.add(header.codec)
    at = header.end
    next = Math.max(next, header.lastOffset + 1)
    leaderEpoch = header.leaderEpoch
  }
}

function headerAt(bytes: Buffer, at: number, position: number) {
  try {
    return readBatchHeader(bytes, at, position)
  } catch (error) {
    if (error instanceof RecordBatchError) return undefined
    throw error
  }
}

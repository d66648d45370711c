import { InternalError } from '../../model/internal-error.ts'
import type { Intent, LedgerEntry } from '../../model/ledger.ts'
import type { OfferValues } from '../../model/record-decoder.ts'
import type { StreamRange } from '../../model/stream.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import { RangeBuffer } from '../batch/range-buffer.ts'
import type { RecordBuffer } from '../batch/record-buffer.ts'
import type { PartFigures, ProtocolRules } from '../decide/protocol-rules.ts'
import type { Membership } from '../membership/membership.ts'
import type { BatchPart } from '../batch/batch-part.ts'

/** A part of an announced batch, read once more. */
export interface PartAgain extends BatchPart {
  /** Records that were announced, dead letters included. */
  readonly announced: number
  /** Records that were there now. */
  readonly found: number
  readonly incomplete: boolean
}

/** What the preparation of a decoder does. */
export const LOOK_UP = 'look up what decoding needs'

/** Reads exactly the announced range of one partition; retries while the stream cannot be reached. */
export async function readAgain(
  { exporter, reader, signal }: Membership,
  [partition, entry]: readonly [number, LedgerEntry],
): Promise<PartAgain> {
  const { intent } = entry
  if (intent === undefined) throw new InternalError(`Cannot read partition ${partition} again: no intent is open`)
  const what = `re-read partition ${partition}`
  const revision = exporter.rules.revisionOf(intent, exporter.job()) ?? exporter.job().current
  const range = rangeOf(partition, entry, intent)
  const decoder = exporter.decoderOf(revision)
  const offer: OfferValues = (consumer) => reader.readRange(range, consumer, signal)
  const prepare = () => decoder?.prepare?.(offer, signal) ?? Promise.resolve()
  if (decoder?.prepare !== undefined) await retryUntilDone(exporter, { what: LOOK_UP, signal }, prepare)
  const { records, rejected } = await retryUntilDone(exporter, { what, signal }, async () => {
    const rejectFrom = intent.rejected?.from ?? Infinity
    const attempt = new RangeBuffer(exporter.world, { partition, revision, rejectFrom })
    try {
      await offer(decoder?.decodeTo(attempt) ?? attempt)
      return attempt
    } catch (error) {
      attempt.release('reusable')
      throw error
    }
  })
  return {
    partition,
    begin: entry.end,
    end: intent.end,
    skipped: intent.skipped,
    records,
    rejected: { records: rejected, from: intent.rejected?.from ?? intent.end },
    revision,
    announced: intent.records + (intent.rejected?.records ?? 0),
    found: records.count + rejected.count,
    incomplete: isIncomplete(exporter.rules, intent, { records, rejected }),
  }
}

/** Between `end` and `offset` there is nothing for us. */
function rangeOf(partition: number, { offset, log }: LedgerEntry, { end }: Intent): StreamRange {
  return { partition, begin: offset, end, ...(log === undefined ? {} : { log }) }
}

function isIncomplete(rules: ProtocolRules, intent: Intent, found: Pick<RangeBuffer, 'records' | 'rejected'>): boolean {
  const rejected = intent.rejected ?? { records: 0, crc: 0 }
  return rules.isIncomplete(intent, figures(found.records)) || rules.isIncomplete(rejected, figures(found.rejected))
}

function figures({ count, crc }: RecordBuffer): PartFigures {
  return { records: count, crc }
}

import { InternalError } from '../../model/internal-error.ts'
import type { Intent, LedgerEntry } from '../../model/ledger.ts'
import type { StreamRange } from '../../model/stream.ts'
import { partLines } from '../batch/part-lines.ts'
import { retryUntilDone } from '../waiting/retry-until-done.ts'
import { RangeBuffer } from '../batch/range-buffer.ts'
import type { ProtocolRules } from '../decide/protocol-rules.ts'
import type { Membership } from '../membership/membership.ts'
import type { ObjectPart, PartLines } from './new-object.ts'

/** A part of an announced batch, read once more. */
export interface PartAgain extends ObjectPart {
  /** Records that were announced, dead letters included. */
  readonly announced: number
  /** Records that were there now. */
  readonly found: number
  readonly incomplete: boolean
  readonly release: (use: 'reusable' | 'spent') => void
}

/** Reads exactly the announced range of one partition; tries for ever while the stream cannot be reached. */
export async function readAgain(
  { exporter, reader, signal }: Membership,
  [partition, entry]: readonly [number, LedgerEntry],
): Promise<PartAgain> {
  const { intent } = entry
  if (intent === undefined) throw new InternalError(`Cannot read partition ${partition} again: no intent is open`)
  const what = `re-read partition ${partition}`
  const revision = exporter.rules.revisionOf(intent, exporter.job()) ?? exporter.job().current
  const buffer = await retryUntilDone(exporter, { what, signal }, async () => {
    const rejectFrom = intent.rejected?.from ?? Infinity
    const attempt = new RangeBuffer(exporter.world.budget, { partition, stream: revision.streamName, rejectFrom })
    try {
      await reader.readRange(rangeOf(partition, entry, intent), attempt, signal)
      return attempt
    } catch (error) {
      attempt.release('reusable')
      throw error
    }
  })
  const [lines, rejected] = [partLines(buffer.lines), partLines(buffer.rejected)]
  return {
    partition,
    begin: entry.end,
    end: intent.end,
    skipped: intent.skipped,
    lines,
    rejected,
    announced: intent.records + (intent.rejected?.records ?? 0),
    found: lines.records + rejected.records,
    incomplete: isIncomplete(exporter.rules, intent, { lines, rejected }),
    release: (use) => buffer.release(use),
  }
}

/** Between `end` and `offset` there is nothing for us. */
function rangeOf(partition: number, { offset, log }: LedgerEntry, { end }: Intent): StreamRange {
  return { partition, begin: offset, end, ...(log === undefined ? {} : { log }) }
}

function isIncomplete(
  rules: ProtocolRules,
  intent: Intent,
  found: { readonly lines: PartLines; readonly rejected: PartLines },
): boolean {
  const rejected = intent.rejected ?? { records: 0, crc: 0 }
  return rules.isIncomplete(intent, found.lines) || rules.isIncomplete(rejected, found.rejected)
}

import { InternalError } from '../model/internal-error.ts'
import type { LedgerEntry } from '../model/ledger.ts'
import type { RecordTaker } from '../model/stream.ts'
import { LineBuffer } from './line-buffer.ts'
import { persevere } from './persevere.ts'
import type { Membership } from './membership.ts'
import type { ObjectPart } from './new-object.ts'

/** A part of an announced object, read once more. */
export interface PartAgain extends ObjectPart {
  /** Records that were announced. */
  readonly announced: number
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
  const what = `read partition ${partition} again`
  const { lines, records } = await persevere(exporter, { what, signal }, async () => {
    const taker = new RangeTaker(new LineBuffer(exporter.world.budget))
    try {
      await reader.readRange(partition, entry.offset, intent.end, taker, signal)
      return taker
    } catch (error) {
      taker.lines.release('reusable')
      throw error
    }
  })
  const figures = { records, crc: lines.crc() }
  const incomplete = exporter.rules.isIncomplete(intent, figures)
  const { end, skipped, records: announced } = intent
  const body = { size: lines.size, chunks: lines.chunks() }
  const release = (use: 'reusable' | 'spent') => lines.release(use)
  return { partition, begin: entry.end, end, skipped, ...figures, ...body, announced, incomplete, release }
}

/** Takes every record that is one line; what was left out before is left out again. */
class RangeTaker implements RecordTaker {
  readonly lines: LineBuffer
  records = 0

  constructor(lines: LineBuffer) {
    this.lines = lines
  }

  take(source: Uint8Array, start: number, end: number): boolean {
    if (end <= start || source.subarray(start, end).includes(0x0a)) return true
    this.lines.append(source, start, end)
    this.records++
    return true
  }

  reject(): boolean {
    return true
  }

  pass(): void {
    // Nothing to keep: the range's end is known.
  }
}

import type { LedgerEntry } from '../../model/ledger.ts'
import { readEntryText, writeEntryText } from './entry-text.ts'

/** An entry as a group keeps it. */
export interface CommittedEntry {
  readonly committedOffset: number
  /** -1 = not known. */
  readonly committedLeaderEpoch: number
  readonly committedMetadata: string
}

/** Throws EntryTooLongError. The log's identity of a topic is the epoch of its leader, which other tools know as such. */
export function commitOf(entry: LedgerEntry): CommittedEntry {
  const committedLeaderEpoch = /^\d{1,9}$/.test(entry.log ?? '') ? Number(entry.log) : -1
  return { committedOffset: entry.offset, committedLeaderEpoch, committedMetadata: writeEntryText(entry) }
}

/** Throws ForeignEntryError. */
export function entryOf(committed: Pick<CommittedEntry, 'committedOffset' | 'committedMetadata'>): LedgerEntry {
  return readEntryText(committed.committedMetadata, committed.committedOffset)
}

import type { Intent, LedgerEntry } from '../../model/ledger.ts'
import { InternalError } from '../../model/internal-error.ts'

/** Step 2: the intent beside an unchanged offset. */
export function announced(entry: LedgerEntry, intent: Intent): LedgerEntry {
  if (entry.intent !== undefined) throw new InternalError(`Cannot announce "${intent.batch}": an intent is open`)
  return { ...entry, intent }
}

/** Step 4: the range is passed and the batch is kept as proof. */
export function advanced(entry: LedgerEntry): LedgerEntry {
  const { intent, ...rest } = entry
  if (intent === undefined) throw new InternalError('Cannot advance: no intent is open')
  const log = intent.log ?? entry.log
  return {
    ...rest,
    offset: intent.end,
    end: intent.end,
    time: intent.time,
    proof: [...entry.proof, intent.batch],
    ...(log === undefined ? {} : { log }),
  }
}

/** The intent is forgotten, but not its time: the key it might have used is never used. */
export function dropped(entry: LedgerEntry): LedgerEntry {
  const { intent, ...rest } = entry
  if (intent === undefined) throw new InternalError('Cannot drop an intent: none is open')
  return { ...rest, time: intent.time }
}

/** The fetch position moves over a stretch without records for us; the next range still begins at `end`. */
export function moved(entry: LedgerEntry, to: { readonly offset: number; readonly log?: string }): LedgerEntry {
  return { ...entry, ...to }
}

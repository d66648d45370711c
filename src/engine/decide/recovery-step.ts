import type { LedgerEntry } from '../../model/ledger.ts'

/**
 * - `advance`: the object exists, or existed: never create it again, never drop the intent
 * - `roll-forward`: announced for all partitions: make the object, which may or may not exist, then advance
 * - `drop`: never announced completely, so nobody may ever make the object
 */
export type RecoveryStep = 'advance' | 'roll-forward' | 'drop'

/**
 * What becomes of an intent that a new owner finds (engine/PROTOCOL.md, "Recovery"): by evidence, from one read of the entries
 * of all partitions of its batch.
 */
export function recoveryStep(batch: string, entries: readonly (LedgerEntry | undefined)[]): RecoveryStep {
  if (entries.some((entry) => entry?.proof.includes(batch))) return 'advance'
  return entries.every((entry) => entry?.intent?.batch === batch) ? 'roll-forward' : 'drop'
}

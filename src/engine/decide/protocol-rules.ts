import type { ExportJob, Revision } from '../../model/export-job.ts'
import type { Intent, LedgerEntry, WriteOutcome } from '../../model/ledger.ts'
import type { LedgerKnowledge } from './carry.ts'
import type { RecoveryStep } from './recovery-step.ts'
import { batchObjects } from './batch-objects.ts'
import { carry } from './carry.ts'
import { announced, dropped } from './next-entry.ts'
import { recoveryStep } from './recovery-step.ts'

/** What a write's outcome means for the membership that sent it. */
export type WriteConsequence = 'go-on' | 'rejoin' | 'rejoin-fresh'

/** Lines and their checksum. */
export interface PartFigures {
  readonly records: number
  readonly crc: number
}

/** The decisions on which exactly-once rests (engine/PROTOCOL.md, "The rules"), together so that a test can take each away and see what breaks. */
export interface ProtocolRules {
  /** Rules 1 to 3: only a write that is durable for every partition counts; no other is ever sent again. */
  readonly classifyWrite: (outcome: WriteOutcome) => WriteConsequence
  /** Rule 4. */
  readonly recoveryStep: (batch: string, entries: readonly (LedgerEntry | undefined)[]) => RecoveryStep
  /** Rule 5: one sealed batch in flight per partition. */
  readonly maySeal: (partition: number, inFlight: ReadonlySet<number>) => boolean
  readonly announced: (entry: LedgerEntry, intent: Intent) => LedgerEntry
  /** Rule 9: whether a roll-forward found other records than were announced. */
  readonly isIncomplete: (announced: PartFigures, found: PartFigures) => boolean
  /** Which objects a batch has, in the order in which they are made. */
  readonly batchObjects: typeof batchObjects
  /** A half-finished object keeps its layout and place. */
  readonly revisionOf: (intent: Intent, job: ExportJob) => Revision | undefined
  /** A proof stays until no partition needs it. */
  readonly carry: (entry: LedgerEntry, known: LedgerKnowledge, fresh: string | undefined) => LedgerEntry
  /** A dropped intent leaves its time. */
  readonly dropped: (entry: LedgerEntry) => LedgerEntry
}

export const PROTOCOL_RULES: ProtocolRules = {
  classifyWrite,
  recoveryStep,
  maySeal: (partition, inFlight) => !inFlight.has(partition),
  announced,
  isIncomplete: (said, found) => said.records !== found.records || said.crc !== found.crc,
  batchObjects,
  revisionOf: (intent, job) => job.revisions.get(intent.revision),
  carry,
  dropped,
}

function classifyWrite(outcome: WriteOutcome): WriteConsequence {
  switch (outcome) {
    case 'written':
      return 'go-on'
    case 'fenced':
      return 'rejoin'
    case 'unknown':
      return 'rejoin-fresh'
  }
}

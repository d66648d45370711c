import type { Diagnostic } from '../../model/diagnostic.ts'
import type { ExportJob } from '../../model/export-job.ts'
import type { LedgerEntries } from '../../model/ledger.ts'
import { diagnose } from '../../model/diagnostic.ts'
import { LEDGER_OF_ANOTHER, POSITIONS_MISSING, STREAM_RECREATED } from '../../model/shared-codes.ts'
import { startedPartitions } from './carry.ts'

export interface EntriesToCheck {
  readonly job: ExportJob
  /** The topic's id as the stream says now. */
  readonly topic: string
  readonly entries: LedgerEntries
}

/** Reasons not to touch this ledger: it is another exporter's, of another topic, or a part of it is missing. */
export function checkEntries(found: EntriesToCheck): readonly Diagnostic[] {
  return CHECKS.flatMap((check) => check(found)).slice(0, 1)
}

type EntryCheck = (found: EntriesToCheck) => readonly Diagnostic[]

const CHECKS: readonly EntryCheck[] = [
  function streamIsTheOneApplied({ job, topic }) {
    if (topic === job.topic) return []
    const detail = `"${job.stream.address}" has the id "${topic}" now; "${job.name}" was applied to "${job.topic}". Delete and create the exporter again to start afresh on the new stream.`
    return [diagnose(STREAM_RECREATED, { detail, address: job.address })]
  },
  function everyEntryIsOurs({ job, entries }) {
    for (const [partition, { uid }] of entries) {
      if (uid === job.uid) continue
      const detail = `The entry of partition ${partition} in the ledger "${job.group}" carries the uid "${uid}", but "${job.name}" has the uid "${job.uid}". Give each exporter a group of its own.`
      return [diagnose(LEDGER_OF_ANOTHER, { detail, address: job.address })]
    }
    return []
  },
  function everyEntryIsOfThisTopic({ job, entries }) {
    for (const [partition, { topic }] of entries) {
      if (topic === job.topic) continue
      const detail = `The entry of partition ${partition} in the ledger "${job.group}" counts offsets of the stream with the id "${topic}", but "${job.stream.address}" has the id "${job.topic}". Delete and create the exporter again to start afresh.`
      return [diagnose(STREAM_RECREATED, { detail, address: job.address })]
    }
    return []
  },
  function ledgerHasEntries({ job, entries }) {
    if (entries.size > 0) return []
    const detail = `The ledger "${job.group}" of "${job.name}" has no entry for any partition, though the exporter was applied. Nothing was read. "strmctl repair ${job.name}" writes back the positions that its objects hold; or delete and create the exporter again to start afresh.`
    return [diagnose(POSITIONS_MISSING, { detail, address: job.address })]
  },
  function noStartedEntryIsAbsent({ job, entries }) {
    const started = startedPartitions(entries)
    for (let partition = 0; partition < started; partition++) {
      if (entries.has(partition)) continue
      const detail = `Partition ${partition} has no entry in the ledger "${job.group}" of "${job.name}", though partitions 0 to ${started - 1} were started. "strmctl repair ${job.name}" writes back the position that its objects hold; or delete and create the exporter again to start afresh.`
      return [diagnose(POSITIONS_MISSING, { detail, address: job.address })]
    }
    return []
  },
]

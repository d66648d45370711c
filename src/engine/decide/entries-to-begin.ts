import type { ExportJob } from '../../model/export-job.ts'
import type { LedgerEntries, LedgerEntry } from '../../model/ledger.ts'
import type { PartitionBounds } from '../../model/stream.ts'
import { startedPartitions } from './carry.ts'

/** The entries with which a generation begins: as read, fresh ones at 0 for partitions that were added, and the log's identity where none is known yet. */
export function entriesToBegin(job: ExportJob, read: LedgerEntries, bounds: readonly PartitionBounds[]): LedgerEntries {
  const started = startedPartitions(read)
  return new Map(
    bounds.map(({ partition, log }) => [partition, begin(read.get(partition) ?? fresh(job, started), log)]),
  )
}

/** A partition that was added is read from its beginning. */
function fresh(job: ExportJob, partitions: number): LedgerEntry {
  return { offset: 0, end: 0, uid: job.uid, topic: job.topic, partitions, proof: [] }
}

function begin(entry: LedgerEntry, log: string | undefined): LedgerEntry {
  return entry.log !== undefined || log === undefined ? entry : { ...entry, log }
}

import type { ObjectMetadata, ObjectRole } from '../../model/object-metadata.ts'
import type { BatchPart } from '../batch/batch-part.ts'
import type { RecordBuffer } from '../batch/record-buffer.ts'
import type { SealedBatch } from '../batch/sealed-batch.ts'

/** What the object of a role says of itself. `crc`: of its content before compression. */
export function objectMetadata(
  { job, batch, parts, incomplete }: Pick<SealedBatch, 'job' | 'batch' | 'parts' | 'incomplete'>,
  { role, crc }: { readonly role: ObjectRole; readonly crc: number },
): ObjectMetadata {
  const counts = parts.map((part) => recordsOf(part, role)?.count ?? 0)
  const carriesRanges = role !== 'dead-letters'
  return {
    uid: job.uid,
    batch,
    topic: job.topic,
    ranges: parts.map(({ partition, begin, end }, index) => ({ partition, begin, end, records: counts[index] ?? 0 })),
    records: counts.reduce((sum, count) => sum + count, 0),
    skipped: carriesRanges ? parts.reduce((sum, { skipped }) => sum + skipped, 0) : 0,
    role,
    rejected: role === 'lines' ? parts.reduce((sum, { rejected }) => sum + (rejected?.records.count ?? 0), 0) : 0,
    crc,
    incomplete,
  }
}

/** What of a part goes into the object of a role; nothing where there is none. */
export function recordsOf({ records, rejected }: BatchPart, role: ObjectRole): RecordBuffer | undefined {
  return role === 'lines' ? records : rejected?.records
}

import type { Connector } from '../../model/connector.ts'
import type { ExportJob, Revision } from '../../model/export-job.ts'
import { formatFor, objectSuffix } from '../../model/object-format.ts'
import type { FormatCatalogue } from '../../model/object-format.ts'
import { keyFits, splitPartitions } from '../../model/object-key/key-limits.ts'
import { encodeMetadata, metadataBytes } from '../../model/stored-metadata.ts'
import { batchObjects } from '../decide/batch-objects.ts'
import { objectMetadata } from '../objects/object-metadata.ts'
import { acceptAlike } from './batch-part.ts'
import type { BatchPart } from './batch-part.ts'
import { SealedBatch } from './sealed-batch.ts'

export interface Sealing {
  readonly job: ExportJob
  readonly formats: FormatCatalogue
  readonly limits: Connector['limits']
  readonly timeOf: (partitions: readonly number[]) => number
  readonly newBatch: () => string
}

/**
 * Closed parts, ascending, as batches: as many partitions in one as the store's limits allow. The newest revision makes them, but for parts
 * that have dead letters or another format than that one: these were written under their own revision.
 */
export function sealBatches(closed: readonly BatchPart[], sealing: Sealing): readonly SealedBatch[] {
  return byRevision(closed, sealing.job.current).flatMap(({ revision, parts }) => {
    const packs = splitPartitions(parts, (pack) => fits(pack, revision, sealing))
    return packs.map((pack) => sealOne(pack, revision, sealing))
  })
}

interface RevisionParts {
  readonly revision: Revision
  readonly parts: BatchPart[]
}

function byRevision(closed: readonly BatchPart[], current: Revision): readonly RevisionParts[] {
  const groups = new Map<number, RevisionParts>()
  for (const part of closed) {
    const isBound = part.rejected !== undefined || !acceptAlike(part.revision, current)
    const revision = isBound ? part.revision : current
    const group = groups.get(revision.revision)
    if (group === undefined) groups.set(revision.revision, { revision, parts: [part] })
    else group.parts.push(part)
  }
  return [...groups.values()]
}

function sealOne(parts: readonly BatchPart[], revision: Revision, { job, timeOf, newBatch }: Sealing): SealedBatch {
  const time = timeOf(parts.map(({ partition }) => partition))
  return new SealedBatch({ job, batch: newBatch(), revision, time, parts, incomplete: false })
}

/** Whether keys and metadata of the objects of these parts keep within the store's limits, with the longest mark there may be. */
function fits(parts: readonly BatchPart[], revision: Revision, { job, formats, limits }: Sealing): boolean {
  const partitions = parts.map(({ partition }) => partition)
  return batchObjects(parts.map(announcedPart)).every((role) => {
    const suffix = objectSuffix(formatFor(formats, revision, role), revision.compression)
    if (!keyFits(revision, { role, partitions, suffix }, limits)) return false
    const metadata = objectMetadata({ job, batch: 'x'.repeat(22), parts, incomplete: true }, { role, crc: MOST_CRC })
    return metadataBytes(encodeMetadata(metadata)) <= limits.metadataBytes
  })
}

const MOST_CRC = 0xffffffff

function announcedPart({ records, rejected }: BatchPart): { records: number; rejected?: { records: number } } {
  return {
    records: records.count,
    ...(rejected === undefined ? {} : { rejected: { records: rejected.records.count } }),
  }
}

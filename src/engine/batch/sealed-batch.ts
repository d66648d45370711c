import type { Connector } from '../../model/connector.ts'
import type { ExportJob, Revision } from '../../model/export-job.ts'
import type { Intent } from '../../model/ledger.ts'
import { KEY_SUFFIXES } from '../../model/codec.ts'
import { keyFits, splitPartitions } from '../../model/object-key/key-limits.ts'
import { encodeMetadata, metadataBytes } from '../../model/stored-metadata.ts'
import type { LineBuffer } from './line-buffer.ts'
import { batchObjects } from '../decide/batch-objects.ts'
import type { AnnouncedPart } from '../decide/batch-objects.ts'
import { NO_LINES, objectMetadata } from '../objects/new-object.ts'
import type { ObjectPart } from '../objects/new-object.ts'
import { partLines } from './part-lines.ts'
import type { BatchPart } from './partition-taker.ts'

/** A closed batch, complete in memory: what its objects will be made of. */
export interface SealedBatch {
  readonly job: ExportJob
  readonly batch: string
  readonly revision: Revision
  readonly time: number
  /** Ascending. */
  readonly partitions: readonly number[]
  readonly intents: ReadonlyMap<number, Intent>
  readonly parts: readonly ObjectPart[]
  /** Of its lines and dead letters. */
  readonly bytes: number
  /** Bytes that are not in memory. */
  readonly spilled: () => number
  /** Brings all into memory. Throws where it cannot be read. */
  readonly load: () => void
  /** The first so many bytes of its lines are not needed any more; whether memory of some is gone. */
  readonly letGo: (bytes: number) => boolean
  /** Gives the memory back; `reusable`: no upload can still be reading it. */
  readonly release: (use: 'reusable' | 'spent') => void
}

export interface Sealing {
  readonly job: ExportJob
  readonly limits: Connector['limits']
  readonly timeOf: (partitions: readonly number[]) => number
  readonly newBatch: () => string
}

/**
 * Closed parts, ascending, as batches: as many partitions in one as the store's limits allow. Dead letters were written under
 * a revision, and their batch is made under it, even if there is a newer one.
 */
export function sealBatches(closed: readonly BatchPart[], sealing: Sealing): readonly SealedBatch[] {
  return byRevision(closed, sealing.job.current).flatMap(({ revision, parts }) => {
    const pairs = parts.map((part) => ({ from: part, made: objectPart(part) }))
    const packs = splitPartitions(pairs, (pack) => fits(pack, { sealing, revision }))
    return packs.map((pack) => sealOne(pack, { sealing, revision }))
  })
}

interface SealedPart {
  readonly from: BatchPart
  readonly made: ObjectPart
}

interface RevisionParts {
  readonly revision: Revision
  readonly parts: BatchPart[]
}

function byRevision(closed: readonly BatchPart[], current: Revision): readonly RevisionParts[] {
  const groups = new Map<number, RevisionParts>()
  for (const part of closed) {
    const revision = part.rejected?.revision ?? current
    const group = groups.get(revision.revision)
    if (group === undefined) groups.set(revision.revision, { revision, parts: [part] })
    else group.parts.push(part)
  }
  return [...groups.values()]
}

function objectPart({ partition, begin, end, records, skipped, lines, rejected }: BatchPart): ObjectPart {
  return {
    partition,
    begin,
    end,
    skipped,
    lines: partLines({ lines, records }),
    rejected: rejected === undefined ? NO_LINES : partLines(rejected),
  }
}

function sealOne(
  pack: readonly SealedPart[],
  { sealing, revision }: { readonly sealing: Sealing; readonly revision: Revision },
): SealedBatch {
  const { job, timeOf, newBatch } = sealing
  const partitions = pack.map(({ from }) => from.partition)
  const [batch, time] = [newBatch(), timeOf(partitions)]
  const shared = { batch, revision: revision.revision, time, partitions }
  return {
    job,
    batch,
    revision,
    time,
    partitions,
    intents: new Map(pack.map((part) => [part.from.partition, intentOf(part, shared)])),
    parts: pack.map(({ made }) => made),
    bytes: pack.reduce((sum, { made }) => sum + made.lines.size + made.rejected.size, 0),
    spilled: () => linesOf(pack).reduce((sum, { spilled }) => sum + spilled, 0),
    load: () => linesOf(pack).forEach((lines) => lines.load()),
    letGo: (bytes) => letGoOf(pack, bytes),
    release: (use) => pack.forEach(({ from }) => releasePart(from, use)),
  }
}

function linesOf(pack: readonly SealedPart[]): readonly LineBuffer[] {
  return pack.flatMap(({ from: { lines, rejected } }) => (rejected === undefined ? [lines] : [lines, rejected.lines]))
}

/** An object's lines stand in the order of its parts. */
function letGoOf(pack: readonly SealedPart[], bytes: number): boolean {
  let before = 0
  let some = false
  for (const { lines } of pack.map(({ from }) => from)) {
    if (before >= bytes) break
    some = lines.letGo(bytes - before) || some
    before += lines.size
  }
  return some
}

/** Gives back the memory of a part. Idempotent. */
export function releasePart({ lines, rejected }: BatchPart, use: 'reusable' | 'spent'): void {
  lines.release(use)
  rejected?.lines.release(use)
}

function intentOf(
  { from, made }: SealedPart,
  shared: Pick<Intent, 'batch' | 'revision' | 'time' | 'partitions'>,
): Intent {
  const { end, skipped, lines, rejected } = made
  return {
    ...shared,
    end,
    records: lines.records,
    skipped,
    crc: lines.crc,
    ...(from.rejected === undefined
      ? {}
      : { rejected: { records: rejected.records, crc: rejected.crc, from: from.rejected.from } }),
    ...(from.log === undefined ? {} : { log: from.log }),
  }
}

interface Fitting {
  readonly sealing: Sealing
  readonly revision: Revision
}

/** Whether keys and metadata of the objects of these parts keep within the store's limits, with the longest mark there may be. */
function fits(pack: readonly SealedPart[], { sealing, revision }: Fitting): boolean {
  const { job, limits } = sealing
  const parts = pack.map(({ made }) => made)
  return batchObjects(parts.map(announcedPart)).every((role) => {
    const partitions = parts.map(({ partition }) => partition)
    if (!keyFits(revision, { role, partitions, suffix: KEY_SUFFIXES[revision.compression] }, limits)) return false
    const metadata = objectMetadata({ job, batch: 'x'.repeat(22), parts, incomplete: true }, role)
    return metadataBytes(encodeMetadata(metadata)) <= limits.metadataBytes
  })
}

function announcedPart({ lines, rejected }: ObjectPart): AnnouncedPart {
  return { records: lines.records, ...(rejected.records > 0 ? { rejected } : {}) }
}

import type { StoredObject } from '../../model/connector.ts'
import type { Compression, ExportJob, Revision } from '../../model/export-job.ts'
import type { ObjectMetadata, ObjectRole } from '../../model/object-metadata.ts'
import { combineCrc32c } from '../../lib/crc32c.ts'
import { encodeMetadata } from '../../model/stored-metadata.ts'
import { KEY_SUFFIXES } from '../../model/codec.ts'
import { objectKey } from '../../model/object-key/object-key.ts'

/** Lines with their checksum. */
export interface PartLines {
  readonly records: number
  /** CRC32C of the bytes, newlines included. */
  readonly crc: number
  readonly size: number
  /** Valid until they are released. */
  readonly chunks: () => readonly Uint8Array[]
}

/** What one partition gives to the objects of a batch. */
export interface ObjectPart {
  readonly partition: number
  readonly begin: number
  readonly end: number
  /** Records left out by policy. */
  readonly skipped: number
  readonly lines: PartLines
  readonly rejected: PartLines
}

export interface ObjectPlan {
  readonly job: ExportJob
  readonly revision: Revision
  readonly batch: string
  readonly time: number
  /** Partitions ascending. */
  readonly parts: readonly ObjectPart[]
  /** Rule 9: other records than were announced. */
  readonly incomplete: boolean
}

export const NO_LINES: PartLines = { records: 0, crc: 0, size: 0, chunks: () => [] }

/** An object of a batch before compression. The same ranges give the same bytes, whoever makes it. */
export function newObject(plan: ObjectPlan, role: ObjectRole): { object: StoredObject; metadata: ObjectMetadata } {
  const metadata = objectMetadata(plan, role)
  const lines = plan.parts.map((part) => linesOf(part, role))
  const object: StoredObject = {
    key: keyOf(plan.revision, plan.time, { parts: plan.parts, role }),
    body: lines.flatMap(({ chunks }) => chunks()),
    size: lines.reduce((sum, { size }) => sum + size, 0),
    metadata: encodeMetadata(metadata),
    contentType: CONTENT_TYPES[plan.revision.compression],
    crc32c: metadata.crc,
  }
  return { object, metadata }
}

/** Of what is stored. The bytes say that they are compressed, not a content encoding: that makes clients unpack them unasked. */
const CONTENT_TYPES: { readonly [compression in Compression]: string } = {
  none: 'application/x-ndjson',
  gzip: 'application/gzip',
  zstd: 'application/zstd',
}

/** The key of an object with these partitions, ascending, under a revision. */
export function keyOf(
  revision: Revision,
  time: number,
  object: { readonly parts: readonly { readonly partition: number }[]; readonly role: ObjectRole },
): string {
  const partitions = object.parts.map(({ partition }) => partition)
  return objectKey(revision, { role: object.role, time, partitions, suffix: KEY_SUFFIXES[revision.compression] })
}

export function objectMetadata(
  { job, batch, parts, incomplete }: Omit<ObjectPlan, 'revision' | 'time'>,
  role: ObjectRole,
): ObjectMetadata {
  const lines = parts.map((part) => linesOf(part, role))
  const carriesRanges = role !== 'dead-letters'
  return {
    uid: job.uid,
    batch,
    topic: job.topic,
    ranges: parts.map((part) => ({
      partition: part.partition,
      begin: part.begin,
      end: part.end,
      records: linesOf(part, role).records,
    })),
    records: lines.reduce((sum, { records }) => sum + records, 0),
    skipped: carriesRanges ? parts.reduce((sum, { skipped }) => sum + skipped, 0) : 0,
    role,
    rejected: role === 'lines' ? parts.reduce((sum, { rejected }) => sum + rejected.records, 0) : 0,
    crc: lines.reduce((crc, part) => combineCrc32c(crc, part.crc, part.size), 0),
    incomplete,
  }
}

function linesOf(part: ObjectPart, role: ObjectRole): PartLines {
  return role === 'lines' ? part.lines : part.rejected
}

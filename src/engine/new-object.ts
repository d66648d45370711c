import type { NewObject } from '../model/connector.ts'
import type { ExportJob, Revision } from '../model/export-job.ts'
import type { ObjectMetadata } from '../model/object-metadata.ts'
import { combineCrc32c } from '../lib/crc32c.ts'
import { encodeMetadata } from '../model/stored-metadata.ts'
import { objectKey } from './decide/object-key.ts'

/** One partition's lines as they go into an object. */
export interface ObjectPart {
  readonly partition: number
  readonly begin: number
  readonly end: number
  readonly records: number
  readonly skipped: number
  readonly crc: number
  readonly size: number
  readonly chunks: readonly Uint8Array[]
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

/** The object of a batch. The same ranges give the same bytes, whoever makes it. */
export function newObject(plan: ObjectPlan): { readonly object: NewObject; readonly metadata: ObjectMetadata } {
  const metadata = objectMetadata(plan)
  const object: NewObject = {
    key: keyOf(plan.revision, plan.time, metadata.ranges),
    body: plan.parts.flatMap((part) => part.chunks),
    size: plan.parts.reduce((sum, part) => sum + part.size, 0),
    metadata: encodeMetadata(metadata),
    contentType: 'application/x-ndjson',
  }
  return { object, metadata }
}

/** The key of an object with these partitions, ascending, under a revision. */
export function keyOf(revision: Revision, time: number, parts: readonly { readonly partition: number }[]): string {
  const { pathPrefix, streamName } = revision
  return objectKey({ pathPrefix, streamName, time, partitions: parts.map(({ partition }) => partition) })
}

export function objectMetadata({
  job,
  batch,
  parts,
  incomplete,
}: Omit<ObjectPlan, 'revision' | 'time'>): ObjectMetadata {
  return {
    uid: job.uid,
    batch,
    topic: job.topic,
    ranges: parts.map(({ partition, begin, end, records }) => ({ partition, begin, end, records })),
    records: parts.reduce((sum, part) => sum + part.records, 0),
    skipped: parts.reduce((sum, part) => sum + part.skipped, 0),
    crc: parts.reduce((crc, part) => combineCrc32c(crc, part.crc, part.size), 0),
    incomplete,
  }
}

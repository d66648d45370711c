import type { Connector } from '../model/connector.ts'
import type { ExportJob, Revision } from '../model/export-job.ts'
import type { Intent } from '../model/ledger.ts'
import { encodeMetadata, metadataBytes } from '../model/stored-metadata.ts'
import { packPartitions } from './decide/pack-partitions.ts'
import { keyOf, objectMetadata } from './new-object.ts'
import type { ObjectPart } from './new-object.ts'
import type { BatchPart } from './partition-taker.ts'

/** A closed batch, complete in memory: what an object will be made of. */
export interface SealedBatch {
  readonly job: ExportJob
  readonly batch: string
  readonly revision: Revision
  readonly time: number
  /** Ascending. */
  readonly partitions: readonly number[]
  readonly intents: ReadonlyMap<number, Intent>
  readonly parts: readonly ObjectPart[]
  /** Gives the memory back; `reusable`: no upload can still be reading it. */
  readonly release: (use: 'reusable' | 'spent') => void
}

export interface Sealing {
  readonly job: ExportJob
  readonly limits: Connector['limits']
  readonly timeOf: (partitions: readonly number[]) => number
  readonly newBatch: () => string
}

/** Closed parts, ascending, as batches of one object each: as many partitions in one as the store's limits allow. */
export function sealBatches(closed: readonly BatchPart[], sealing: Sealing): readonly SealedBatch[] {
  const time = sealing.timeOf(closed.map(({ partition }) => partition))
  const parts = closed.map((part) => ({ from: part, made: objectPart(part) }))
  return packPartitions(parts, (pack) =>
    fits(
      pack.map(({ made }) => made),
      { sealing, time },
    ),
  ).map((pack) => sealOne(pack, sealing))
}

interface SealedPart {
  readonly from: BatchPart
  readonly made: ObjectPart
}

function objectPart({ lines, partition, begin, end, records, skipped }: BatchPart): ObjectPart {
  const { size } = lines
  return { partition, begin, end, records, skipped, size, crc: lines.crc(), chunks: lines.chunks() }
}

function sealOne(pack: readonly SealedPart[], { job, timeOf, newBatch }: Sealing): SealedBatch {
  const partitions = pack.map(({ from }) => from.partition)
  const [batch, time] = [newBatch(), timeOf(partitions)]
  const shared = { batch, revision: job.current.revision, time, partitions }
  return {
    job,
    batch,
    revision: job.current,
    time,
    partitions,
    intents: new Map(pack.map((part) => [part.from.partition, intentOf(part, shared)])),
    parts: pack.map(({ made }) => made),
    release: (use) => pack.forEach(({ from }) => from.lines.release(use)),
  }
}

function intentOf(
  { from, made }: SealedPart,
  shared: Pick<Intent, 'batch' | 'revision' | 'time' | 'partitions'>,
): Intent {
  const { end, records, skipped, crc } = made
  return { ...shared, end, records, skipped, crc, ...(from.log === undefined ? {} : { log: from.log }) }
}

/** Whether key and metadata of an object with these parts keep within the store's limits, with the longest time and mark there may be. */
function fits(
  parts: readonly ObjectPart[],
  { sealing, time }: { readonly sealing: Sealing; readonly time: number },
): boolean {
  const { job, limits } = sealing
  const key = keyOf(job.current, Math.floor(time / 1000) * 1000 + 1, parts)
  const longestPart = Math.max(...key.split('/').map((part) => Buffer.byteLength(part)))
  if (Buffer.byteLength(key) > limits.keyBytes || longestPart > (limits.keyPartBytes ?? Infinity)) return false
  const metadata = objectMetadata({ job, batch: 'x'.repeat(22), parts, incomplete: true })
  return metadataBytes(encodeMetadata(metadata)) <= limits.metadataBytes
}

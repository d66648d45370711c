import { Tiling, type Tile } from '../lib/tiles.ts'
import { readObjects, type ReadPlace } from './read-objects.ts'

/** What the objects tell of one partition. */
export interface PartitionEvidence {
  /** Where the last object ends. */
  readonly end: number
  readonly key: string
  /** Stretches between objects that no object holds. */
  readonly gaps: readonly Tile[]
  /** Stretches that more than one object holds. */
  readonly overlaps: readonly Tile[]
  /** First offset of the first object. */
  readonly begin: number
  /** Those of the asked batches whose object holds a range of this partition. */
  readonly batches: readonly string[]
}

export interface Evidence {
  readonly objects: number
  /** Batch time of the newest object, in milliseconds since the Unix epoch. */
  readonly time: number | undefined
  readonly partitions: ReadonlyMap<number, PartitionEvidence>
  /** Objects whose metadata may not be read. */
  readonly forbidden: number
}

export interface EvidenceRequest {
  readonly uid: string
  readonly topic: string
  readonly places: readonly ReadPlace[]
  /** Batches that are still open in some entry: whether their objects exist decides what happens to them. */
  readonly openBatches: ReadonlySet<string>
  readonly onObject?: () => void
  readonly signal: AbortSignal
}

interface Gathered {
  readonly tiling: Tiling
  readonly overlaps: Tile[]
  readonly batches: Set<string>
  end: number
  key: string
}

/** Reads from the metadata of an exporter's objects how far each partition was exported. Memory grows with gaps and overlaps. Rejects with SinkError. */
export async function gatherEvidence(request: EvidenceRequest): Promise<Evidence> {
  const partitions = new Map<number, Gathered>()
  const seen = { objects: 0, time: undefined as number | undefined, forbidden: 0 }
  for (const place of request.places) {
    for await (const object of readObjects(place, request)) {
      if (object.found === 'forbidden') seen.forbidden++
      if (object.found !== 'ours' || object.metadata.uid !== request.uid) continue
      const { metadata, time, key } = object
      if (metadata.topic !== request.topic) continue
      seen.objects++
      if (time !== undefined) seen.time = Math.max(time, seen.time ?? time)
      if (metadata.role === 'dead-letters') continue
      const batch = request.openBatches.has(metadata.batch) ? metadata.batch : undefined
      for (const { partition, ...tile } of metadata.ranges) lay(partitions, { partition, tile, key, batch })
    }
  }
  return { ...seen, partitions: new Map([...partitions].map(([partition, each]) => [partition, conclude(each)])) }
}

interface Laid {
  readonly partition: number
  readonly tile: Tile
  readonly key: string
  readonly batch: string | undefined
}

function lay(partitions: Map<number, Gathered>, { partition, tile, key, batch }: Laid): void {
  const known = partitions.get(partition)
  const at = known ?? { tiling: new Tiling(), overlaps: [], batches: new Set<string>(), end: tile.end, key }
  if (known === undefined) partitions.set(partition, at)
  at.overlaps.push(...at.tiling.add({ begin: tile.begin, end: tile.end }))
  if (batch !== undefined) at.batches.add(batch)
  if (tile.end < at.end) return
  at.end = tile.end
  at.key = key
}

function conclude({ tiling, overlaps, batches, end, key }: Gathered): PartitionEvidence {
  const begin = tiling.covered()[0]?.begin ?? end
  return { begin, end, key, gaps: tiling.gaps({ begin, end }), overlaps, batches: [...batches] }
}

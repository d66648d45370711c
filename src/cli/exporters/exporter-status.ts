import { startedPartitions } from '../../engine/decide/carry.ts'
import type { LedgerEntries } from '../../model/ledger.ts'
import type { StreamDescription } from '../../model/stream.ts'

/** Where one partition of an exporter stands. `lag` is in the stream's offsets (bytes of a directory stream, records of a topic). */
export interface PartitionStatus {
  readonly partition: number
  readonly position: number | undefined
  readonly latest: number | undefined
  readonly lag: number | undefined
  /** An object was announced and not yet passed. */
  readonly pending: boolean
}

export interface ExporterStatus {
  readonly exporter: string
  readonly address: string
  readonly stream: string
  readonly interval: string
  /** ISO 8601; absent before the first object. */
  readonly lastObject?: string
  readonly lag: number | undefined
  readonly partitions: readonly PartitionStatus[]
  /** Why ledger or stream could not be read. */
  readonly unreachable?: string
  /** Why `up` stops rather than export it. */
  readonly problem?: string
}

/** Positions beside ends (pure); either side may be missing. */
export function partitionStatuses(
  entries: LedgerEntries,
  description: StreamDescription | undefined,
): readonly PartitionStatus[] {
  const latest = new Map(description?.partitions.map((bounds) => [bounds.partition, bounds.latest]))
  const started = startedPartitions(entries)
  const numbers = [...new Set([...entries.keys(), ...latest.keys()])].toSorted((a, b) => a - b)
  return numbers.map((partition) => {
    const entry = entries.get(partition)
    const end = latest.get(partition)
    const position = entry === undefined ? addedAt(partition, started) : Math.max(entry.end, entry.offset)
    const lag = position === undefined || end === undefined ? undefined : Math.max(0, end - position)
    return { partition, position, latest: end, lag, pending: entry?.intent !== undefined }
  })
}

/** Where an exporter that runs begins a partition that was added and that nobody has started yet; one that was started and has no entry has lost its position. */
function addedAt(partition: number, started: number): number | undefined {
  return started > 0 && partition >= started ? 0 : undefined
}

/** The sum of the lags, or nothing where one of them is not known. */
export function totalLag(partitions: readonly PartitionStatus[]): number | undefined {
  if (partitions.length === 0) return undefined
  return partitions.reduce<number | undefined>(
    (sum, { lag }) => (sum === undefined || lag === undefined ? undefined : sum + lag),
    0,
  )
}

/** Batch time of the newest object, ISO 8601. */
export function lastObjectTime(entries: LedgerEntries): string | undefined {
  const times = [...entries.values()].flatMap(({ time }) => (time === undefined ? [] : [time]))
  return times.length === 0 ? undefined : new Date(Math.max(...times)).toISOString()
}

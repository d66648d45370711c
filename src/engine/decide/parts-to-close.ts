/** Why a batch is closed. */
export type CloseReason = 'flush' | 'size' | 'memory' | 'interval'

/** One partition's records in the open batch. */
export interface OpenPart {
  readonly partition: number
  readonly bytes: number
  readonly records: number
  /** Wall clock when the first of them was taken, milliseconds since the Unix epoch. */
  readonly openedAt: number
  /** Nothing of it is in flight. */
  readonly free: boolean
}

export interface OpenFigures {
  /** Wall clock, milliseconds since the Unix epoch. */
  readonly now: number
  readonly intervalMs: number
  readonly maxObjectBytes: number
  /** 0 = no limit. */
  readonly maxObjectRecords: number
  /** Parts with at least one record, partitions ascending. */
  readonly parts: readonly OpenPart[]
  /** A record was offered that does not fit in any more. */
  readonly full: boolean
  /** The process' memory is used up and this is the batch to close. */
  readonly memoryNeeded: boolean
  /** Stop, end of `once`, or a record that stops the exporter. */
  readonly flush: boolean
}

export interface Closing {
  readonly reason: CloseReason
  readonly partitions: readonly number[]
}

/** What of the open batch becomes a batch now, or nothing. */
export function partsToClose(open: OpenFigures): Closing | undefined {
  const free = open.parts.filter((part) => part.free)
  if (free.length === 0) return undefined
  const reason = open.flush ? 'flush' : earlyReason(open, free)
  if (reason !== undefined) return { reason, partitions: numbers(free) }
  const due = free.filter(({ openedAt }) => open.now >= closesAt(openedAt, open.intervalMs))
  return due.length === 0 ? undefined : { reason: 'interval', partitions: numbers(due) }
}

/** The end of the interval that holds the moment: ends are multiples of the interval since the Unix epoch. */
export function closesAt(moment: number, intervalMs: number): number {
  return (Math.floor(moment / intervalMs) + 1) * intervalMs
}

/** While most of it waits for objects in flight, closing the rest early would only make tiny objects. */
function earlyReason(open: OpenFigures, free: readonly OpenPart[]): CloseReason | undefined {
  if (2 * bytesOf(free) < bytesOf(open.parts)) return undefined
  if (isFull(open)) return 'size'
  return open.memoryNeeded ? 'memory' : undefined
}

function isFull({ full, parts, maxObjectBytes, maxObjectRecords }: OpenFigures): boolean {
  const records = parts.reduce((sum, part) => sum + part.records, 0)
  return full || bytesOf(parts) >= maxObjectBytes || (maxObjectRecords > 0 && records >= maxObjectRecords)
}

function bytesOf(parts: readonly OpenPart[]): number {
  return parts.reduce((sum, part) => sum + part.bytes, 0)
}

function numbers(parts: readonly OpenPart[]): readonly number[] {
  return parts.map(({ partition }) => partition)
}

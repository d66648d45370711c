/** Milliseconds after a kill in which an object still counts as the killed process's own: its PUT was on its way. */
export const AFTERMATH_MS = 300

/** Something that appeared in the bucket. */
export interface Arrival {
  /** Milliseconds, on one clock with the kill. */
  readonly at: number
  readonly partitions: readonly number[]
}

export interface Kill {
  readonly at: number
  /** What the killed process had. */
  readonly partitions: readonly number[]
}

/** How long nothing of a killed process's partitions arrived, in milliseconds. */
export interface RecoveryTimes {
  /** Until an object with records of any of them. */
  readonly firstMs: number
  /** Until there were new records of each of them. */
  readonly allMs: number
}

/** Undefined while some partition is missing. */
export function recoveryTimes({ at, partitions }: Kill, arrivals: readonly Arrival[]): RecoveryTimes | undefined {
  const later = arrivals.filter((arrival) => arrival.at - at >= AFTERMATH_MS)
  const times = partitions.map((partition) =>
    Math.min(...later.filter((arrival) => arrival.partitions.includes(partition)).map((arrival) => arrival.at - at)),
  )
  const allMs = Math.max(...times)
  return times.length > 0 && Number.isFinite(allMs) ? { firstMs: Math.min(...times), allMs } : undefined
}

/** The partitions in an object, from its key: `events/2021-03-26T09:56:30-demo---0-1-2.jsonl`. */
export function partitionsOfKey(key: string): readonly number[] {
  const numbers = /---(\d+(?:-\d+)*)\.jsonl$/.exec(key)?.[1]
  if (numbers === undefined) throw new Error(`${key} names no partitions`)
  return numbers.split('-').map(Number)
}

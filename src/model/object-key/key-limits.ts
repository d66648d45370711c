import type { ConnectorLimits } from '../connector.ts'
import { objectKey, type KeyedObject, type KeyLayout } from './object-key.ts'

/** Most partitions of one batch: its ledger entries list them (engine/PROTOCOL.md, "The entry"), and a broker keeps no longer ones. */
const MOST_PARTITIONS = 100
/** The partition that is counted with where their number is not known. */
const UNKNOWN_PARTITION = 99_999
/** With milliseconds, so as long as one can be. */
const LONGEST_TIME = 1_616_752_590_250

/** Whether the key of such an object keeps within a store's limits, whatever its time is. */
export function keyFits(layout: KeyLayout, object: Omit<KeyedObject, 'time'>, limits: ConnectorLimits): boolean {
  const key = objectKey(layout, { ...object, time: LONGEST_TIME })
  return bytes(key) <= limits.keyBytes && tooLongPart(key, limits) === undefined
}

/** What is known of an exporter's objects before there are any. */
export interface PlannedKeys extends Pick<KeyedObject, 'role' | 'suffix'> {
  /** Of the stream; nothing where it is not known before the stream was asked. */
  readonly partitions: number | undefined
}

/**
 * What of the longest object key does not fit a store, as a sentence; nothing where all fits. A whole key is computed with the
 * longest list of partitions, a part between slashes with the longest single one: lists that are too long for a file name are split.
 */
export function keyOverflow(layout: KeyLayout, planned: PlannedKeys, limits: ConnectorLimits): string | undefined {
  const keyOf = (partitions: readonly number[]): string =>
    objectKey(layout, { ...planned, partitions, time: LONGEST_TIME })
  const whole = bytes(keyOf(longestList(planned.partitions)))
  if (whole > limits.keyBytes) return `keys would have ${whole} bytes and the store allows ${limits.keyBytes}`
  const tooLong = tooLongPart(keyOf(longestList(planned.partitions).slice(-1)), limits)
  return tooLong === undefined
    ? undefined
    : `"${tooLong}" has ${bytes(tooLong)} bytes and the store allows ${limits.keyPartBytes} between slashes`
}

function longestList(partitions: number | undefined): readonly number[] {
  if (partitions === undefined) return [UNKNOWN_PARTITION]
  const count = Math.max(1, Math.min(partitions, MOST_PARTITIONS))
  return Array.from({ length: count }, (_, index) => Math.max(0, partitions - count) + index)
}

function tooLongPart(key: string, { keyPartBytes }: ConnectorLimits): string | undefined {
  return key.split('/').find((part) => bytes(part) > (keyPartBytes ?? Infinity))
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

/**
 * Splits the partitions of a closed batch, ascending, over as few objects as hold them: as many in a row as `fits` allows,
 * but at least one. Fewer of those that fit are expected to fit too.
 */
export function splitPartitions<Part>(
  parts: readonly Part[],
  fits: (candidate: readonly Part[]) => boolean,
): readonly (readonly Part[])[] {
  const splits: (readonly Part[])[] = []
  for (let rest = parts; rest.length > 0; rest = rest.slice(splits.at(-1)?.length)) {
    splits.push(longestFitting(rest.slice(0, MOST_PARTITIONS), fits))
  }
  return splits
}

/** Mostly all of them fit; else halving finds how many. */
function longestFitting<Part>(parts: readonly Part[], fits: (candidate: readonly Part[]) => boolean): readonly Part[] {
  if (parts.length === 1 || fits(parts)) return parts
  let [most, tooMany] = [1, parts.length]
  while (tooMany - most > 1) {
    const middle = Math.floor((most + tooMany) / 2)
    if (fits(parts.slice(0, middle))) most = middle
    else tooMany = middle
  }
  return parts.slice(0, most)
}

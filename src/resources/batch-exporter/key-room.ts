import type { ConnectorLimits } from '../../model/connector.ts'

export interface KeyParts {
  /** Empty = none. */
  readonly pathPrefix: string
  readonly streamName: string
  /** Nothing where it is not known before the stream was asked. */
  readonly partitions: number | undefined
}

/** Most partitions of one object (engine/PROTOCOL.md, "The entry"). */
const MOST_IN_ONE_OBJECT = 100
/** The partition that is counted with where their number is not known. */
const UNKNOWN_PARTITION = 99_999
const TIME = '2021-03-26T09:56:30.250'
const LONGEST_SUFFIX = 'jsonl.zst'

/**
 * What of the longest object key does not fit a store, as a sentence; nothing where all fits. A whole key is computed with the
 * longest list of partitions, a part between slashes with the longest single one: lists that are too long for a file name are split.
 */
export function keyOverflow(parts: KeyParts, limits: ConnectorLimits): string | undefined {
  const key = (list: string): string =>
    [...prefixOf(parts), `${TIME}-${parts.streamName}---${list}.${LONGEST_SUFFIX}`].join('/')
  const whole = bytes(key(longestList(parts.partitions)))
  if (whole > limits.keyBytes) return `keys would have ${whole} bytes and the store allows ${limits.keyBytes}`
  const most = limits.keyPartBytes ?? Infinity
  const tooLong = key(String(highest(parts.partitions)))
    .split('/')
    .find((part) => bytes(part) > most)
  return tooLong === undefined
    ? undefined
    : `"${tooLong}" has ${bytes(tooLong)} bytes and the store allows ${most} between slashes`
}

function prefixOf({ pathPrefix }: KeyParts): readonly string[] {
  return pathPrefix === '' ? [] : [pathPrefix]
}

function longestList(partitions: number | undefined): string {
  if (partitions === undefined) return String(UNKNOWN_PARTITION)
  const count = Math.min(partitions, MOST_IN_ONE_OBJECT)
  return Array.from({ length: count }, (_, index) => partitions - count + index).join('-')
}

function highest(partitions: number | undefined): number {
  return partitions === undefined ? UNKNOWN_PARTITION : Math.max(0, partitions - 1)
}

function bytes(text: string): number {
  return new TextEncoder().encode(text).length
}

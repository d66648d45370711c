import { KEY_SUFFIXES } from '../../model/codec.ts'
import type { Compression } from '../../model/export-job.ts'

/** What an object's key is made from. */
export interface KeyParts {
  /** Without slashes at its ends; empty = none. */
  readonly pathPrefix: string
  /** Batch time: milliseconds since the Unix epoch. */
  readonly time: number
  readonly streamName: string
  /** Ascending. */
  readonly partitions: readonly number[]
  readonly compression: Compression
}

/** `events/2021-03-26T09:56:30-demo---0-1-2.jsonl`, in UTC. Milliseconds are shown only where they are not zero. */
export function objectKey({ pathPrefix, time, streamName, partitions, compression }: KeyParts): string {
  const name = `${formatTime(time)}-${streamName}---${partitions.join('-')}${KEY_SUFFIXES[compression]}`
  return pathPrefix === '' ? name : `${pathPrefix}/${name}`
}

function formatTime(time: number): string {
  return new Date(time).toISOString().replace(/(\.000)?Z$/, '')
}

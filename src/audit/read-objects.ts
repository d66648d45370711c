import type { Connector, ListedObject } from '../model/connector.ts'
import type { ObjectMetadata } from '../model/object-metadata.ts'
import { decodeMetadata } from '../model/stored-metadata.ts'
import { timeOfKey } from '../model/object-key/object-key.ts'

/** A place that was written to. No place that is read together with others holds another one. */
export interface ReadPlace {
  readonly connector: Connector
  readonly prefix: string
}

export interface ReadOptions {
  readonly signal: AbortSignal
  /** Objects with an earlier batch time in their key are passed over, without a look at their metadata. Milliseconds since the Unix epoch. */
  readonly from?: number
  /** Told after each object: for progress. */
  readonly onObject?: () => void
}

/**
 * - `ours`: written by an exporter
 * - `other`: somebody else's, or without readable metadata of ours
 * - `forbidden`: the metadata may not be read
 */
export type FoundObject = ListedObject &
  (
    | { readonly found: 'ours'; readonly metadata: ObjectMetadata; readonly time: number | undefined }
    | { readonly found: 'other' }
    | { readonly found: 'forbidden' }
  )

/** Looks at this many objects at once: a store answers one such question in tens of milliseconds, whatever else it does. */
const AT_ONCE = 16

/** The objects of a place with their metadata, in the order of the listing. Memory is bounded, whatever their number. Rejects with SinkError. */
export async function* readObjects({ connector, prefix }: ReadPlace, options: ReadOptions): AsyncIterable<FoundObject> {
  const ahead: Promise<FoundObject>[] = []
  try {
    for await (const listed of connector.list(prefix, options.signal)) {
      if (isBefore(listed.key, options.from)) continue
      ahead.push(look(connector, listed, options))
      ahead.at(-1)?.catch(() => undefined) // Awaited below, in order.
      const first = ahead.length < AT_ONCE ? undefined : ahead.shift()
      if (first !== undefined) yield await first
    }
    for (let next = ahead.shift(); next !== undefined; next = ahead.shift()) yield await next
  } finally {
    await Promise.allSettled(ahead)
  }
}

function isBefore(key: string, from: number | undefined): boolean {
  return from !== undefined && (timeOfKey(key) ?? Infinity) < from
}

async function look(connector: Connector, listed: ListedObject, options: ReadOptions): Promise<FoundObject> {
  const head = await connector.sink.head(listed.key, options.signal)
  options.onObject?.()
  if (head.outcome === 'forbidden') return { ...listed, found: 'forbidden' }
  const metadata = head.outcome === 'found' ? decodeMetadata(head.metadata) : undefined
  if (metadata === undefined) return { ...listed, found: 'other' }
  return { ...listed, found: 'ours', metadata, time: timeOfKey(listed.key) }
}

import { compressionOfKey, type Codecs } from '../model/codec.ts'
import { SinkError, type Connector } from '../model/connector.ts'
import type { ObjectMetadata } from '../model/object-metadata.ts'
import { checkContent } from './check-content.ts'

export interface ContentCheck {
  readonly connector: Connector
  readonly key: string
  readonly metadata: ObjectMetadata
  readonly codecs: Codecs
  readonly signal: AbortSignal
}

/** Reads an object as it is stored and compares it with its metadata; gives the difference in words, or nothing. Rejects with SinkError. */
export async function checkStoredContent(check: ContentCheck): Promise<string | undefined> {
  const { connector, key, metadata, codecs, signal } = check
  const stored = connector.read(key, signal)
  const compression = compressionOfKey(key)
  if (compression === 'none') return checkContent(stored, metadata)
  try {
    return await checkContent(codecs[compression].decompress(stored), metadata)
  } catch (error) {
    if (signal.aborted || error instanceof SinkError) throw error
    return `it cannot be decompressed: ${error instanceof Error ? error.message : String(error)}`
  }
}

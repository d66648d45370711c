import type { StoredObject, StoredMetadata } from '../../src/model/connector.ts'

/** An object with this text, in several chunks. */
export function newObject(key: string, text: string, metadata: StoredMetadata = {}): StoredObject {
  const bytes = Buffer.from(text)
  const half = Math.floor(bytes.length / 2)
  const body = [bytes.subarray(0, half), bytes.subarray(half)]
  return { key, body, size: bytes.length, metadata, contentType: 'application/x-ndjson' }
}

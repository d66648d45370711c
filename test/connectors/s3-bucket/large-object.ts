import type { StoredObject } from '../../../src/model/connector.ts'

const MIB = 1024 * 1024

/** An object of more than one part. */
export function largeObject(key: string, batch: string): StoredObject {
  const chunk = Buffer.alloc(MIB, `${batch} `)
  const body = Array.from({ length: 40 }, () => chunk)
  return { key, body, size: 40 * MIB, metadata: { batch }, contentType: 'text/plain' }
}

import { isUtf8 } from 'node:buffer'

/** A record that was not accepted, as it was found. */
export interface RejectedRecord {
  /** The stream's outside name. */
  readonly stream: string
  readonly partition: number
  readonly offset: number
  /** Why, after "because". */
  readonly reason: string
  /** Nothing for a tombstone, or where it cannot be read at all. */
  readonly value: Uint8Array | undefined
}

/**
 * A record of a dead-letter object: JSON with `stream`, `partition`, `offset`, `reason` and
 * `value`, which is text, or null where there is none; a value that is not UTF-8 is under `value_base64` instead.
 */
export function deadLetter({ stream, partition, offset, reason, value }: RejectedRecord): Uint8Array {
  return Buffer.from(JSON.stringify({ stream, partition, offset, reason, ...valueOf(value) }))
}

function valueOf(value: Uint8Array | undefined): { readonly [name: string]: string | null } {
  if (value === undefined) return { value: null }
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return isUtf8(value) ? { value: bytes.toString('utf8') } : { value_base64: bytes.toString('base64') }
}

import { crc32c } from '../../lib/crc32c.ts'
import { isJsonObject, parseJson } from './json-value.ts'
import type { JsonObject, JsonValue } from './json-value.ts'
import { holderFromJson, holderToJson } from './lease-holder.ts'
import type { LeaseHolder } from './lease-holder.ts'

/** Format of the segments that this release writes, and the newest one it reads. */
export const JOURNAL_FORMAT = 1

/** A lease as its line announces it: of two with one number the first counts. */
export interface Lease {
  readonly fence: number
  /** Random, new with every lease. */
  readonly owner: string
  readonly holder: LeaseHolder
}

/** What all lines of a lease's owner carry. `after`: check value over all counted lines before this one, as the owner read them. */
interface Owned {
  readonly fence: number
  readonly owner: string
  readonly after: number
}

/** One line of a segment (journal.md, "Lines"). */
export type JournalLine =
  | {
      readonly kind: 'head'
      readonly format: number
      readonly segment: number
      readonly base: number
      readonly lease: Lease | undefined
    }
  | { readonly kind: 'base'; readonly payload: JsonValue }
  | { readonly kind: 'lease'; readonly lease: Lease }
  | ({ readonly kind: 'write'; readonly payloads: readonly JsonValue[] } & Owned)
  | ({ readonly kind: 'beat' } & Owned)
  | ({ readonly kind: 'released' } & Owned)
  | ({ readonly kind: 'sealed' } & Owned)

/** The bytes of a line: a newline, so that a torn line before it spoils only itself; CRC32C and JSON; a newline, so that nothing after it can spoil it. */
export function encodeLine(line: JournalLine): Buffer {
  const text = JSON.stringify(line.kind === 'lease' || line.kind === 'head' ? withPlainLease(line) : line)
  return Buffer.from(`\n${checksum(crc32c(Buffer.from(text)))} ${text}\n`)
}

/** What stands between two newlines: the line with its checksum, or nothing where the bytes are not what was written. */
export function decodeLine(
  bytes: Buffer,
): { readonly line: JournalLine | undefined; readonly checksum: number } | undefined {
  const json = bytes.subarray(9)
  const expected = bytes.toString('latin1', 0, 9)
  const found = crc32c(json)
  if (expected !== `${checksum(found)} `) return undefined
  return { line: lineFromText(json.toString()), checksum: found }
}

function lineFromText(text: string): JournalLine | undefined {
  try {
    return lineFromJson(parseJson(text))
  } catch {
    return undefined
  }
}

function checksum(value: number): string {
  return value.toString(16).padStart(8, '0')
}

function withPlainLease(line: JournalLine & { readonly kind: 'lease' | 'head' }): JsonObject {
  const lease = line.lease === undefined ? null : { ...line.lease, holder: holderToJson(line.lease.holder) }
  return { ...line, lease }
}

function lineFromJson(value: JsonValue): JournalLine | undefined {
  if (!isJsonObject(value)) return undefined
  if (value['kind'] === 'head') return headFromJson(value)
  if (value['kind'] === 'base')
    return value['payload'] === undefined ? undefined : { kind: 'base', payload: value['payload'] }
  if (value['kind'] !== 'lease') return ownedFromJson(value)
  const lease = leaseFromJson(value['lease'])
  return lease && { kind: 'lease', lease }
}

function headFromJson(value: JsonObject): JournalLine | undefined {
  const { format, segment, base } = value
  if (typeof format !== 'number' || typeof segment !== 'number' || typeof base !== 'number') return undefined
  return { kind: 'head', format, segment, base, lease: leaseFromJson(value['lease']) }
}

function leaseFromJson(value: JsonValue | undefined): Lease | undefined {
  if (!isJsonObject(value)) return undefined
  const { fence, owner } = value
  const holder = holderFromJson(value['holder'])
  if (typeof fence !== 'number' || typeof owner !== 'string' || holder === undefined) return undefined
  return { fence, owner, holder }
}

function ownedFromJson(value: JsonObject): JournalLine | undefined {
  const { kind, fence, owner, after, payloads } = value
  if (typeof fence !== 'number' || typeof owner !== 'string' || typeof after !== 'number') return undefined
  if (kind === 'beat' || kind === 'released' || kind === 'sealed') return { kind, fence, owner, after }
  if (kind === 'write' && Array.isArray(payloads)) return { kind, payloads, fence, owner, after }
  return undefined
}

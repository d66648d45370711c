import type { StoredMetadata } from './connector.ts'
import type { ObjectMetadata, ObjectRange, ObjectRole } from './object-metadata.ts'

/** Version of the form below, kept under the key `strmctl`. */
const VERSION = '1'
const RADIX = 36

/** How a role is written; `lines` is left out. */
const ROLES: { readonly [role in ObjectRole]: string } = {
  lines: '',
  'dead-letters': 'dead',
  'only-dead-letters': 'dead-only',
}

/**
 * An object's metadata as stores keep it, below 2 kB for 100 partitions: numbers in base 36, ranges as
 * `<partition>.<begin>.<length>.<records>` joined by commas. The partition is left out where it is the one before plus one,
 * the records where they are as many as the length.
 */
export function encodeMetadata(metadata: ObjectMetadata): StoredMetadata {
  return {
    strmctl: VERSION,
    uid: metadata.uid,
    batch: metadata.batch,
    topic: metadata.topic,
    ranges: metadata.ranges.map((range, index) => encodeRange(range, metadata.ranges[index - 1])).join(','),
    records: metadata.records.toString(RADIX),
    crc: metadata.crc.toString(RADIX),
    ...(metadata.skipped > 0 ? { skipped: metadata.skipped.toString(RADIX) } : {}),
    ...(metadata.rejected > 0 ? { rejected: metadata.rejected.toString(RADIX) } : {}),
    ...(metadata.role === 'lines' ? {} : { role: ROLES[metadata.role] }),
    ...(metadata.incomplete ? { incomplete: '1' } : {}),
  }
}

/** Bytes of keys and values, as stores count them. */
export function metadataBytes(stored: StoredMetadata): number {
  return Object.entries(stored).reduce((sum, [key, value]) => sum + key.length + value.length, 0)
}

/** What `encodeMetadata` wrote, or nothing where the object is not one of ours or is damaged. */
export function decodeMetadata(stored: StoredMetadata): ObjectMetadata | undefined {
  const { strmctl, uid, batch, topic, ranges, records, crc, skipped, rejected, incomplete } = stored
  if (strmctl !== VERSION || uid === undefined || batch === undefined || topic === undefined) return undefined
  const numbers = {
    records: parse(records),
    crc: parse(crc),
    skipped: parse(skipped ?? '0'),
    rejected: parse(rejected ?? '0'),
  }
  const decoded = decodeRanges(ranges ?? '')
  const role = roleOf(stored['role'] ?? '')
  if (decoded === undefined || role === undefined || Object.values(numbers).some(Number.isNaN)) return undefined
  return { uid, batch, topic, ranges: decoded, role, ...numbers, incomplete: incomplete === '1' }
}

function roleOf(written: string): ObjectRole | undefined {
  const roles: readonly ObjectRole[] = ['lines', 'dead-letters', 'only-dead-letters']
  return roles.find((role) => ROLES[role] === written)
}

function encodeRange({ partition, begin, end, records }: ObjectRange, before: ObjectRange | undefined): string {
  const number = before !== undefined && before.partition + 1 === partition ? '' : partition.toString(RADIX)
  const length = end - begin
  const count = records === length ? [] : [records.toString(RADIX)]
  return [number, begin.toString(RADIX), length.toString(RADIX), ...count].join('.')
}

function decodeRanges(text: string): readonly ObjectRange[] | undefined {
  const ranges: ObjectRange[] = []
  for (const part of text.split(',')) {
    const [number = '', begin, length, records] = part.split('.')
    const partition = number === '' ? (ranges.at(-1)?.partition ?? NaN) + 1 : parse(number)
    const range = {
      partition,
      begin: parse(begin),
      end: parse(begin) + parse(length),
      records: parse(records ?? length),
    }
    if (Object.values(range).some(Number.isNaN)) return undefined
    ranges.push(range)
  }
  return ranges
}

function parse(text: string | undefined): number {
  return text !== undefined && /^[0-9a-z]+$/.test(text) ? Number.parseInt(text, RADIX) : NaN
}

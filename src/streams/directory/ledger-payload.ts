import type { JsonObject, JsonValue } from '../../io/disk/json-value.ts'
import { isJsonObject } from '../../io/disk/json-value.ts'
import { JsonReader } from './json-reader.ts'
import type { Intent, LedgerEntries, LedgerEntry, RejectedPart } from '../../model/ledger.ts'

/** One write of the ledger: `{"entries":[[partition,entry],…]}`. */
export function encodeEntries(entries: LedgerEntries): JsonValue {
  return { entries: [...entries].map(([partition, entry]) => [partition, encodeEntry(entry)]) }
}

/** The latest entry of each partition. Rejects nothing: throws an Error that says what cannot be understood. */
export function decodeEntries(payloads: readonly JsonValue[]): LedgerEntries {
  const latest = [...latestEntries(payloads)].toSorted(([a], [b]) => a - b)
  return new Map(latest.map(([partition, entry]) => [partition, decodeEntry(new JsonReader(entry))]))
}

/** What a new segment of the journal begins with: one payload with the latest entry of each partition, as it was written. Pure. */
export function compactEntries(payloads: readonly JsonValue[]): readonly JsonValue[] {
  const latest = [...latestEntries(payloads)].toSorted(([a], [b]) => a - b)
  return latest.length === 0 ? [] : [{ entries: latest }]
}

function latestEntries(payloads: readonly JsonValue[]): ReadonlyMap<number, JsonValue> {
  const latest = new Map<number, JsonValue>()
  for (const payload of payloads) {
    for (const pair of isJsonObject(payload) ? asList(payload['entries']) : []) {
      const [partition, entry] = asList(pair)
      if (typeof partition === 'number' && entry !== undefined) latest.set(partition, entry)
    }
  }
  return latest
}

function asList(value: JsonValue | undefined): readonly JsonValue[] {
  return isList(value) ? value : []
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function encodeEntry({ intent, ...entry }: LedgerEntry): JsonObject {
  return { ...withoutAbsent(entry), ...(intent === undefined ? {} : { intent: encodeIntent(intent) }) }
}

function encodeIntent({ rejected, ...intent }: Intent): JsonObject {
  return withoutAbsent({ ...intent, rejected: rejected === undefined ? undefined : { ...rejected } })
}

/** JSON has no `undefined`; neither has what is compared by value. */
function withoutAbsent(fields: { readonly [name: string]: JsonValue | undefined }): JsonObject {
  const present: { [name: string]: JsonValue } = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) present[name] = value
  return present
}

function decodeEntry(entry: JsonReader): LedgerEntry {
  const intent = entry.optionalObject('intent')
  return {
    offset: entry.integer('offset'),
    end: entry.integer('end'),
    ...entry.optionalInteger('time'),
    uid: entry.text('uid'),
    topic: entry.text('topic'),
    partitions: entry.integer('partitions'),
    ...entry.optionalText('log'),
    ...(intent === undefined ? {} : { intent: decodeIntent(intent) }),
    proof: entry.texts('proof'),
  }
}

function decodeIntent(intent: JsonReader): Intent {
  const rejected = intent.optionalObject('rejected')
  return {
    batch: intent.text('batch'),
    revision: intent.integer('revision'),
    time: intent.integer('time'),
    end: intent.integer('end'),
    partitions: intent.integers('partitions'),
    records: intent.integer('records'),
    skipped: intent.integer('skipped'),
    crc: intent.integer('crc'),
    ...(rejected === undefined ? {} : { rejected: decodeRejected(rejected) }),
    ...intent.optionalText('log'),
  }
}

function decodeRejected(rejected: JsonReader): RejectedPart {
  return { records: rejected.integer('records'), crc: rejected.integer('crc'), from: rejected.integer('from') }
}

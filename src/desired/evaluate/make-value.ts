import type { Address } from '../../model/address.ts'
import { compareText } from './compare-text.ts'
import { equalValues } from './equal-values.ts'
import type { Inside, ListValue, Members, ObjectValue, SetValue, UnknownValue, Value } from './value.ts'

export function stringValue(value: string, sensitive = false): Value {
  return { type: 'string', value, sensitive }
}

/** The number must be finite, and safe where it is whole: see `isExactNumber`. */
export function numberValue(value: number, sensitive = false): Value {
  return { type: 'number', value: value === 0 ? 0 : value, sensitive }
}

export function boolValue(value: boolean, sensitive = false): Value {
  return { type: 'bool', value, sensitive }
}

export function nullValue(sensitive = false): Value {
  return { type: 'null', sensitive }
}

export function unknownValue(sensitive = false): UnknownValue {
  return { type: 'unknown', sensitive }
}

export function referenceValue(address: Address, members: Members): Value {
  return { type: 'reference', address, members, sensitive: false }
}

export function listValue(items: readonly Value[], sensitive = false): ListValue {
  return { type: 'list', items, inside: insideOf(items), sensitive }
}

/** Equal items become one. A sensitive item marks the whole set, because which items it holds reveals something about their values. */
export function setValue(items: readonly Value[], sensitive = false): SetValue {
  const distinct = sortStrings(distinctValues(items))
  const inside = insideOf(distinct)
  return { type: 'set', items: distinct, inside, sensitive: sensitive || insideOf(items).sensitive }
}

/** A later entry replaces an earlier one of the same key. */
export function objectValue(entries: Iterable<readonly [string, Value]>, sensitive = false): ObjectValue {
  const sorted = new Map([...new Map(entries)].toSorted(([a], [b]) => compareText(a, b)))
  return { type: 'object', entries: sorted, inside: insideOf(sorted.values()), sensitive }
}

/** The same value with the mark; a value that has it already is returned as it is. */
export function markSensitive(value: Value, sensitive = true): Value {
  return !sensitive || value.sensitive ? value : { ...value, sensitive: true }
}

/** Whether the value or any part of it is sensitive. */
export function holdsSensitive(value: Value): boolean {
  return value.sensitive || ('inside' in value && value.inside.sensitive)
}

/** Whether the value or any part of it is unknown. */
export function holdsUnknown(value: Value): boolean {
  return value.type === 'unknown' || ('inside' in value && value.inside.unknown)
}

/** Levels of collections in the value: 0 for a string, 1 for a flat list. */
export function depthOf(value: Value): number {
  return 'inside' in value ? value.inside.depth : 0
}

function insideOf(items: Iterable<Value>): Inside {
  let [sensitive, unknown, depth] = [false, false, 0]
  for (const item of items) {
    sensitive ||= holdsSensitive(item)
    unknown ||= holdsUnknown(item)
    depth = Math.max(depth, depthOf(item))
  }
  return { sensitive, unknown, depth: depth + 1 }
}

/** First of equals; simple values in linear time. */
export function distinctValues(items: readonly Value[]): readonly Value[] {
  const simple = new Set<string>()
  const others: Value[] = []
  return items.filter((item) => {
    const key = 'value' in item ? `${item.type} ${item.value}` : undefined
    if (key === undefined ? others.some((other) => equalValues(other, item)) : simple.has(key)) return false
    if (key === undefined) others.push(item)
    else simple.add(key)
    return true
  })
}

function sortStrings(items: readonly Value[]): readonly Value[] {
  return items.toSorted((a, b) => (a.type === 'string' && b.type === 'string' ? compareText(a.value, b.value) : 0))
}

/** Whether the value is a reference to a resource or holds one, at any depth. */
export function holdsReference(value: Value): boolean {
  if (value.type === 'list' || value.type === 'set') return value.items.some((item) => holdsReference(item))
  if (value.type === 'object') return [...value.entries.values()].some((item) => holdsReference(item))
  return value.type === 'reference'
}

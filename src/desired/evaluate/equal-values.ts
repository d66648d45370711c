import { formatAddress } from '../../model/address.ts'
import type { Value } from './value.ts'

/** Same type and same content; values of different types are never equal. Marks do not count; an unknown equals nothing. */
export function equalValues(a: Value, b: Value): boolean {
  switch (a.type) {
    case 'null':
      return b.type === 'null'
    case 'string':
    case 'number':
    case 'bool':
      return b.type === a.type && b.value === a.value
    case 'list':
      return b.type === 'list' && equalItems(a.items, b.items)
    case 'set':
      return b.type === 'set' && equalSets(a.items, b.items)
    case 'object':
      return b.type === 'object' && equalEntries(a.entries, b.entries)
    case 'reference':
      return b.type === 'reference' && formatAddress(a.address) === formatAddress(b.address)
    case 'unknown':
      return false
  }
}

function equalItems(a: readonly Value[], b: readonly Value[]): boolean {
  return a.length === b.length && a.every((item, index) => equalOptional(item, b[index]))
}

/** In the same order, as sets of strings always are, or in any. */
function equalSets(a: readonly Value[], b: readonly Value[]): boolean {
  if (a.length !== b.length || equalItems(a, b)) return a.length === b.length
  return a.every((item) => b.some((other) => equalValues(item, other)))
}

function equalEntries(a: ReadonlyMap<string, Value>, b: ReadonlyMap<string, Value>): boolean {
  return a.size === b.size && [...a].every(([key, value]) => equalOptional(value, b.get(key)))
}

function equalOptional(a: Value, b: Value | undefined): boolean {
  return b !== undefined && equalValues(a, b)
}

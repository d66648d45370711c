import { formatAddress } from '../../model/address.ts'
import type { IndexAccess } from '../../syntax/expression.ts'
import { closest } from '../../lib/closest.ts'
import { counted } from '../../lib/counted.ts'
import { toNumber, toText } from './convert-value.ts'
import { describeMismatch, describeType } from './describe-type.ts'
import { INVALID_INDEX, NULL_VALUE } from './diagnostics.ts'
import type { Evaluation } from './evaluation.ts'
import { unknownValue } from './make-value.ts'
import { formatNumber } from './number-text.ts'
import type { ListValue, ObjectValue, Value } from './value.ts'

interface Indexing {
  readonly source: Value
  readonly key: Value
  readonly access: IndexAccess
}

/** The element of a list or object that a key names, with its own mark only; mistakes are reported. */
export function indexValue(indexing: Indexing, evaluation: Evaluation): Value {
  const { source, key, access } = indexing
  if (source.type === 'unknown' || key.type === 'unknown') return unknownValue()
  if (source.type === 'null') return reportNull('This value is null, so it has no elements', access.source, evaluation)
  if (source.type !== 'list' && source.type !== 'object') return reportNoIndex(indexing, evaluation)
  if (key.type === 'null') return reportNull('This index is null', access.key, evaluation)
  return source.type === 'list' ? itemOf(source, indexing, evaluation) : entryOf(source, indexing, evaluation)
}

function itemOf(source: ListValue, { key, access }: Indexing, evaluation: Evaluation): Value {
  const index = toNumber(key)
  const { range } = access.key
  if (index === undefined || !Number.isInteger(index))
    return evaluation.report(INVALID_INDEX, {
      detail: `The index of a list must be a whole number, given ${index === undefined ? describeMismatch(key, 'number') : 'a fraction'}.`,
      range,
    })
  const found = source.items[index]
  if (found !== undefined) return found
  const given = key.sensitive ? 'This index' : `The index ${formatNumber(index)}`
  return evaluation.report(INVALID_INDEX, { detail: `${given} is outside the list: ${describeLength(source)}`, range })
}

function describeLength({ items, sensitive }: ListValue): string {
  if (sensitive) return 'its length is not shown because it is sensitive.'
  if (items.length === 0) return 'it is empty.'
  return `it has ${counted(items.length, 'element')}, counted from 0.`
}

function entryOf(source: ObjectValue, { key, access }: Indexing, evaluation: Evaluation): Value {
  const name = toText(key)
  const { range } = access.key
  if (name === undefined)
    return evaluation.report(INVALID_INDEX, {
      detail: `The key of an object must be a string, given ${describeType(key)}.`,
      range,
    })
  const found = source.entries.get(name)
  return found ?? evaluation.report(INVALID_INDEX, { detail: describeMissingKey(source, key, name), range })
}

function describeMissingKey(source: ObjectValue, key: Value, name: string): string {
  if (key.sensitive || source.sensitive) return 'The object has no such key. It is not shown because it is sensitive.'
  const suggestion = closest(name, source.entries.keys())
  const hint =
    suggestion === undefined
      ? 'Use lookup(object, key, default) for one that may be absent.'
      : `Did you mean "${suggestion}"?`
  return `The object has no key "${name}". ${hint}`
}

function reportNull(problem: string, { range }: IndexAccess['key'], evaluation: Evaluation): Value {
  return evaluation.report(NULL_VALUE, {
    detail: `${problem}. Compare it with null first, or use try(…, default).`,
    range,
  })
}

function reportNoIndex({ source, access }: Indexing, evaluation: Evaluation): Value {
  return evaluation.report(INVALID_INDEX, { detail: describeNoIndex(source), range: access.key.range })
}

function describeNoIndex(source: Value): string {
  if (source.type === 'set') return 'A set has no order, so it has no index. Convert it first: tolist(…)[0].'
  if (source.type === 'reference')
    return `"${formatAddress(source.address)}" is a single ${source.address.kind}: it has neither count nor for_each and is named without brackets.`
  return `Only lists and objects have an index, and this is ${describeType(source)}.`
}

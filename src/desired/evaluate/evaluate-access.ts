import { closest } from '../../lib/closest.ts'
import { counted } from '../../lib/counted.ts'
import { formatAddress } from '../../model/address.ts'
import type { AttributeAccess, IndexAccess, VariableExpression } from '../../syntax/expression.ts'
import { suggestName } from './check-names.ts'
import { formatNumber, toNumber, toText } from './convert-value.ts'
import { describeMismatch, describeType } from './describe-type.ts'
import { INVALID_INDEX, NULL_VALUE, UNSUPPORTED_ATTRIBUTE } from './diagnostics.ts'
import type { Evaluation } from './evaluation.ts'
import { markSensitive, unknownValue } from './make-value.ts'
import type { ListValue, ObjectValue, Value } from './value.ts'

/** A name alone. What is not a value is unknown here: `checkNames` reported it. */
export function evaluateVariable({ name }: VariableExpression, { scope }: Evaluation): Value {
  const binding = scope.lookup(name)
  return binding?.binding === 'value' ? binding.value : unknownValue()
}

/** `source.name`: a member of a namespace, or an attribute of an object or a reference. */
export function evaluateAttribute(access: AttributeAccess, evaluation: Evaluation): Value {
  const { source, name } = access
  const binding = source.node === 'variable' ? evaluation.scope.lookup(source.name) : undefined
  if (binding?.binding === 'namespace') return binding.members.get(name, access.range) ?? unknownValue()
  return attributeOf(evaluation.valueOf(source), access, evaluation)
}

/** `source[key]`. */
export function evaluateIndex(access: IndexAccess, evaluation: Evaluation): Value {
  const source = evaluation.valueOf(access.source)
  const key = evaluation.valueOf(access.key)
  return markSensitive(indexValue({ source, key, access }, evaluation), source.sensitive || key.sensitive)
}

function attributeOf(source: Value, access: AttributeAccess, evaluation: Evaluation): Value {
  switch (source.type) {
    case 'unknown':
      return source
    case 'object':
      return readAttribute({ source, found: source.entries.get(access.name), access }, evaluation)
    case 'reference':
      return readAttribute({ source, found: source.members.get(access.name, access.range), access }, evaluation)
    case 'null':
      return evaluation.report(NULL_VALUE, {
        detail: `This value is null, so it has no attribute "${access.name}". Where it may be null, write try(…, default) around it or compare it with null first.`,
        range: access.source.range,
      })
    case 'list':
    case 'set':
    case 'string':
    case 'number':
    case 'bool':
      return evaluation.report(UNSUPPORTED_ATTRIBUTE, {
        detail: `Cannot read the attribute "${access.name}": only objects and references have attributes, and this is ${describeType(source)}.${remedyFor(source, access.name)}`,
        range: access.nameRange,
      })
  }
}

interface Reading {
  readonly source: Value
  readonly found: Value | undefined
  readonly access: AttributeAccess
}

function readAttribute({ source, found, access }: Reading, evaluation: Evaluation): Value {
  if (found !== undefined) return markSensitive(found, source.sensitive)
  const { name, nameRange: range } = access
  const candidates = attributeNames(source)
  const problem = `${describeOwner(source)} has no attribute named "${name}".`
  return evaluation.report(
    UNSUPPORTED_ATTRIBUTE,
    suggestName({ name, range, candidates, problem, remedy: describeAttributes(source, candidates) }),
  )
}

/** Names of a sensitive object may be what is secret about it. */
function attributeNames(source: Value): readonly string[] {
  if (source.sensitive) return []
  if (source.type === 'object') return [...source.entries.keys()]
  return source.type === 'reference' ? [...source.members.names()] : []
}

function describeOwner(source: Value): string {
  return source.type === 'reference' ? `"${formatAddress(source.address)}"` : 'This object'
}

function describeAttributes(source: Value, names: readonly string[]): string {
  if (source.sensitive) return 'Its attributes are not shown because it is sensitive.'
  if (instancesOf(source) !== undefined)
    return `It has for_each: name an instance by its key first, ["${names[0] ?? 'key'}"].`
  if (names.length === 0) return 'It has none.'
  const shown = names.slice(0, 8).map((name) => `"${name}"`)
  return `It has ${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}.`
}

function remedyFor(source: Value, name: string): string {
  if (source.type !== 'list') return ''
  const subject = instancesOf(source) === undefined ? 'an element' : 'an instance (the resource has count)'
  return ` Name ${subject} first, [0].${name}, or read it of all of them, [*].${name}.`
}

/** The resources of a block with `count` or `for_each`. */
function instancesOf(source: Value): readonly Value[] | undefined {
  const items = source.type === 'list' ? source.items : source.type === 'object' ? [...source.entries.values()] : []
  return items.some((item) => item.type === 'reference') ? items : undefined
}

interface Indexing {
  readonly source: Value
  readonly key: Value
  readonly access: IndexAccess
}

/** The element of a list or object that a key names, with its own mark only; mistakes are reported. */
function indexValue(indexing: Indexing, evaluation: Evaluation): Value {
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

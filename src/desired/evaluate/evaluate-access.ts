import { formatAddress } from '../../model/address.ts'
import type { AttributeAccess, IndexAccess, VariableExpression } from '../../syntax/expression.ts'
import { describeType } from './describe-type.ts'
import { NULL_VALUE, UNSUPPORTED_ATTRIBUTE } from './diagnostics.ts'
import { suggestName } from './did-you-mean.ts'
import type { Evaluation } from './evaluation.ts'
import { indexValue } from './index-value.ts'
import { markSensitive, unknownValue } from './make-value.ts'
import type { Value } from './value.ts'

/** A name alone. What is no value is unknown here: `checkNames` reported it. */
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

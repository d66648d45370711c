import type { Address } from '../../model/address.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { Attribute, Block } from '../../syntax/document.ts'
import type { Expression } from '../../syntax/expression.ts'
import { toNumber } from '../evaluate/convert-value.ts'
import { describeType } from '../evaluate/describe-type.ts'
import { numberValue, stringValue, unknownValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { COUNT_AND_FOR_EACH, INVALID_COUNT, INVALID_FOR_EACH } from './diagnostics.ts'

/** More is a mistake, such as a number of bytes. */
const MOST_INSTANCES = 100_000

export type Repetition = 'none' | 'for_each' | 'count'

/** One instance of a resource, with what `each` or `count` say in it. */
export interface Instance {
  readonly key: Address['key']
  readonly bindings: ReadonlyMap<string, ReadonlyMap<string, Value>>
}

interface Instances {
  readonly instances: readonly Instance[]
  /** Stands for any instance where there is none, or none is known: its body is still checked. */
  readonly sample: Instance | undefined
  /** False where a mistake hides how many there are. */
  readonly known: boolean
}

interface InstanceDeps {
  readonly evaluate: (expression: Expression) => Value
  readonly report: (diagnostic: Diagnostic) => void
}

/** How a block with these arguments is repeated. */
function repetitionOf(forEach: Attribute | undefined, count: Attribute | undefined): Repetition {
  if (forEach !== undefined) return 'for_each'
  return count === undefined ? 'none' : 'count'
}

/** The instances that `for_each` or `count` ask for, in the order of their keys; one without a key where neither is written. */
export function readInstances(
  forEach: Attribute | undefined,
  count: Attribute | undefined,
  context: InstanceDeps,
): Instances {
  if (forEach !== undefined && count !== undefined) {
    const detail = 'A resource has either "count" or "for_each". Remove one of the two.'
    const related = [{ message: '"for_each" is here', range: forEach.nameRange }]
    context.report(diagnose(COUNT_AND_FOR_EACH, { detail, range: count.nameRange, related }))
    return { instances: [], sample: sampleOf('for_each'), known: false }
  }
  if (forEach !== undefined) return readForEach(forEach, context)
  if (count !== undefined) return readCount(count, context)
  return { instances: [{ key: undefined, bindings: new Map() }], sample: undefined, known: true }
}

function readForEach(attribute: Attribute, context: InstanceDeps): Instances {
  const value = context.evaluate(attribute.value)
  const sample = sampleOf('for_each')
  const problem = value.type === 'unknown' ? undefined : forEachProblem(value)
  const entries = problem === undefined ? entriesOf(value) : undefined
  if (problem !== undefined)
    context.report(diagnose(INVALID_FOR_EACH, { detail: problem, range: attribute.value.range }))
  if (entries === undefined) return { instances: [], sample, known: false }
  const instances = entries.map(([key, item]): Instance => ({ key, bindings: eachOf(stringValue(key), item) }))
  return { instances, sample: instances.length === 0 ? sample : undefined, known: true }
}

function forEachProblem(value: Value): string | undefined {
  if (value.sensitive) {
    return 'The value is sensitive, and its keys would become part of addresses, which everybody sees. Take the keys from something that is not sensitive, or use nonsensitive(…) on them.'
  }
  if (value.type === 'null') return 'The value is null. Use an empty map, {}, for no instances.'
  if (value.type === 'object') return value.entries.has('') ? 'A key is empty.' : undefined
  if (value.type !== 'list' && value.type !== 'set') {
    return `Expected a map, or a set or list of texts, given ${describeType(value)}.`
  }
  return textsProblem(value.items)
}

function textsProblem(items: readonly Value[]): string | undefined {
  const seen = new Set<string>()
  for (const item of items) {
    if (item.sensitive) return 'A text in it is sensitive, and would become part of addresses, which everybody sees.'
    if (item.type === 'unknown') continue
    if (item.type !== 'string')
      return `Every element must be a text, given ${describeType(item)}. Use a map for other values.`
    if (item.value === '') return 'A text in it is empty.'
    if (seen.has(item.value))
      return `The text "${item.value}" occurs twice in it. Use distinct(…) to drop repeated ones.`
    seen.add(item.value)
  }
  return undefined
}

/** Nothing where a part of the keys is unknown. */
function entriesOf(value: Value): readonly (readonly [string, Value])[] | undefined {
  if (value.type === 'object') return [...value.entries]
  if (value.type !== 'list' && value.type !== 'set') return undefined
  const texts = value.items.flatMap((item) => (item.type === 'string' ? [item] : []))
  return texts.length === value.items.length ? texts.map((item) => [item.value, item]) : undefined
}

function readCount(attribute: Attribute, context: InstanceDeps): Instances {
  const value = context.evaluate(attribute.value)
  const number = toNumber(value)
  const sample = sampleOf('count')
  if (value.type === 'unknown') return { instances: [], sample, known: false }
  if (number === undefined || value.sensitive || !Number.isInteger(number) || number < 0 || number > MOST_INSTANCES) {
    context.report(diagnose(INVALID_COUNT, { detail: countProblem(value), range: attribute.value.range }))
    return { instances: [], sample, known: false }
  }
  const instances = Array.from({ length: number }, (_, index): Instance => ({
    key: index,
    bindings: countOf(numberValue(index)),
  }))
  return { instances, sample: number === 0 ? sample : undefined, known: true }
}

function countProblem(value: Value): string {
  if (value.sensitive)
    return 'The value is sensitive, and everybody sees how many instances there are. Use another one, or nonsensitive(…).'
  const given = value.type === 'number' ? String(value.value) : describeType(value)
  return `Expected a whole number from 0 to ${MOST_INSTANCES}, given ${given}.`
}

function sampleOf(repetition: 'for_each' | 'count'): Instance {
  const unknown = unknownValue()
  return { key: undefined, bindings: repetition === 'for_each' ? eachOf(unknown, unknown) : countOf(unknown) }
}

function eachOf(key: Value, value: Value): Instance['bindings'] {
  return new Map([
    [
      'each',
      new Map([
        ['key', key],
        ['value', value],
      ]),
    ],
  ])
}

function countOf(index: Value): Instance['bindings'] {
  return new Map([['count', new Map([['index', index]])]])
}

/** How a block is repeated, known from its text alone. */
export function repetitionOfBlock(block: Block): Repetition {
  return repetitionOf(attributeNamed(block, 'for_each'), attributeNamed(block, 'count'))
}

/** The first argument of that name. */
export function attributeNamed(block: Block, name: string): Attribute | undefined {
  return block.body.items.find((item): item is Attribute => item.node === 'attribute' && item.name === name)
}

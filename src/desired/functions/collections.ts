import { compareText } from '../evaluate/compare-text.ts'
import { toText } from '../evaluate/convert-value.ts'
import { describeType } from '../evaluate/describe-type.ts'
import { equalValues } from '../evaluate/equal-values.ts'
import type { CallProblem, FunctionDeclaration } from '../evaluate/function-declaration.ts'
import { boolValue, distinctValues, listValue, numberValue, objectValue, stringValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction, problem } from './define-function.ts'
import { graphemes } from '../../lib/graphemes.ts'
import { anything, list, nullable, number, object, optional, parameter, text, texts, wholeNumber } from './parameter.ts'

const MAX_LENGTH = 10_000

/** Functions over lists, sets and objects. */
export const COLLECTIONS: readonly FunctionDeclaration[] = [
  defineFunction({
    name: 'length',
    doc: 'How many elements a list, set or object has, or how many characters a string.',
    parameters: [parameter('value', 'a list, a set, an object or a string', countParts)],
    marks: 'outer',
    call: ([counted]) => numberValue(counted),
  }),
  defineFunction({
    name: 'keys',
    doc: 'The keys of an object in lexical order.',
    parameters: [object('object')],
    marks: 'outer',
    call: ([entries]) => listValue([...entries.keys()].map((key) => stringValue(key))),
  }),
  defineFunction({
    name: 'values',
    doc: 'The values of an object in the order of its keys.',
    parameters: [object('object')],
    marks: 'outer',
    call: ([entries]) => listValue([...entries.values()]),
  }),
  defineFunction({
    name: 'merge',
    doc: 'One object with the entries of all; where a key stands in several, the last one counts. Null is skipped.',
    parameters: [],
    rest: nullable(
      parameter('objects', 'an object', (value) => {
        if (value.type === 'null') return []
        return value.type === 'object' ? [...value.entries] : undefined
      }),
    ),
    marks: 'outer',
    call: (_, { rest }) => objectValue(rest.flat()),
  }),
  defineFunction({
    name: 'concat',
    doc: 'One list with the elements of all.',
    parameters: [],
    rest: list('lists'),
    marks: 'outer',
    call: (_, { rest }) => listValue(rest.flat()),
  }),
  defineFunction({
    name: 'contains',
    doc: 'Whether a list or set has an element of the same type that equals the value.',
    parameters: [list('list'), anything('value')],
    call: ([items, value]) => boolValue(items.some((item) => equalValues(item, value))),
  }),
  defineFunction({
    name: 'lookup',
    doc: 'The value of a key of an object, or the default where there is no such key.',
    parameters: [object('object'), text('key'), optional(anything('default'))],
    marks: 'outer',
    call: ([entries, key, fallback]) =>
      entries.get(key) ??
      fallback ??
      problem((quote) => `the object has no key ${quote(key)}. Give a third argument as the default.`, 1),
  }),
  /** Anything sensitive within makes the whole result sensitive: whether it is a list, and how long, would show otherwise. */
  defineFunction({
    name: 'flatten',
    doc: 'One list with the elements of a list and of all lists within it, at any depth.',
    parameters: [list('list')],
    call: ([items]) => listValue(items.flatMap(leaves)),
  }),
  defineFunction({
    name: 'distinct',
    doc: 'The list with only the first of equal elements.',
    parameters: [list('list')],
    call: ([items]) => listValue(distinctValues(items)),
  }),
  defineFunction({
    name: 'sort',
    doc: 'The strings of a list in lexical order of their code points.',
    parameters: [texts('list')],
    call: ([items]) => listValue(items.toSorted(compareText).map((item) => stringValue(item))),
  }),
  defineFunction({
    name: 'reverse',
    doc: 'The list from its end to its beginning.',
    parameters: [list('list')],
    marks: 'outer',
    call: ([items]) => listValue(items.toReversed()),
  }),
  defineFunction({
    name: 'range',
    doc: 'Numbers in steps: range(limit), range(start, limit) or range(start, limit, step), without the limit itself; at most 10000.',
    parameters: [number('start'), optional(number('limit')), optional(number('step'))],
    call: ([first, second, given]) => {
      const [start, limit] = second === undefined ? [0, first] : [first, second]
      return numbers(start, limit, given ?? (limit < start ? -1 : 1))
    },
  }),
  defineFunction({
    name: 'element',
    doc: 'The element of a list at an index, which wraps around: after the last comes the first, -1 is the last.',
    parameters: [list('list'), wholeNumber('index')],
    marks: 'outer',
    call: ([items, index]) => items.at(index % items.length) ?? problem(() => 'an empty list has no elements.', 0),
  }),
  defineFunction({
    name: 'slice',
    doc: 'The elements of a list from index `start` up to, but without, index `end`.',
    parameters: [list('list'), wholeNumber('start'), wholeNumber('end')],
    marks: 'outer',
    call: ([items, start, end]) => {
      if (start < 0 || start > items.length) return problem(() => 'the start index is outside the list.', 1)
      if (end < start || end > items.length)
        return problem(() => 'the end index is before the start or outside the list.', 2)
      return listValue(items.slice(start, end))
    },
  }),
  defineFunction({
    name: 'zipmap',
    doc: 'An object made of a list of keys and a list of their values, of the same length.',
    parameters: [list('keys'), list('values')],
    marks: 'outer',
    call: ([keys, values]) => {
      if (keys.length !== values.length)
        return problem(() => 'the list of keys and the list of values must have the same length.')
      const wrong = keys.find((key) => toText(key) === undefined)
      if (wrong !== undefined) return problem(() => `every key must be a string, given ${describeType(wrong)}.`, 0)
      const sensitive = keys.some((key) => key.sensitive)
      return objectValue(
        keys.flatMap((key, index) => entry(key, values[index])),
        sensitive,
      )
    },
  }),
  defineFunction({
    name: 'coalesce',
    doc: 'The first argument that is neither null nor an empty string.',
    parameters: [],
    rest: anything('values'),
    marks: 'outer',
    call: (_, { rest }) =>
      rest.find((value) => value.type !== 'null' && !(value.type === 'string' && value.value === '')) ??
      problem(() => 'every argument is null or an empty string. Add a last one that is not.'),
  }),
  defineFunction({
    name: 'compact',
    doc: 'The list of strings without null and empty ones.',
    parameters: [
      parameter('list', 'a list or a set of strings', (value) => {
        if (value.type !== 'list' && value.type !== 'set') return undefined
        const read = value.items.map((item) => (item.type === 'null' ? '' : toText(item)))
        return read.every((item) => item !== undefined) ? read : undefined
      }),
    ],
    call: ([items]) => listValue(items.filter((item) => item !== '').map((item) => stringValue(item))),
  }),
]

function countParts(value: Value): number | undefined {
  if (value.type === 'list' || value.type === 'set') return value.items.length
  if (value.type === 'object') return value.entries.size
  return value.type === 'string' ? graphemes(value.value).length : undefined
}

function leaves(item: Value): readonly Value[] {
  return item.type === 'list' || item.type === 'set' ? item.items.flatMap(leaves) : [item]
}

function numbers(start: number, limit: number, step: number): Value | CallProblem {
  const count = Math.max(0, Math.ceil((limit - start) / step))
  if (step === 0) return problem(() => 'the step must not be 0.', 2)
  if (limit !== start && Math.sign(step) !== Math.sign(limit - start))
    return problem(() => 'the step leads away from the limit. Give a negative step to count down.', 2)
  if (count > MAX_LENGTH) return problem(() => `the result would have more than ${MAX_LENGTH} numbers.`)
  return listValue(Array.from({ length: count }, (_, index) => numberValue(start + index * step)))
}

function entry(key: Value, value: Value | undefined): readonly (readonly [string, Value])[] {
  const name = toText(key)
  return name === undefined || value === undefined ? [] : [[name, value]]
}

import { hasErrors } from '../../model/diagnostic.ts'
import { InternalError } from '../../model/internal-error.ts'
import { toBool, toNumber, toText } from '../evaluate/convert-value.ts'
import type { Evaluated } from '../evaluate/evaluated.ts'
import type { FunctionDeclaration } from '../evaluate/function-declaration.ts'
import {
  boolValue,
  holdsSensitive,
  holdsUnknown,
  listValue,
  markSensitive,
  nullValue,
  numberValue,
  objectValue,
  setValue,
  stringValue,
  unknownValue,
} from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { defineFunction } from './define-function.ts'
import { anything, list, nullable, object, parameter } from './parameter.ts'

/** Conversions between types, the mark of sensitive values, and whether an expression has a value at all. */
export const TYPES: readonly FunctionDeclaration[] = [
  defineFunction({
    name: 'toset',
    doc: 'The distinct elements of a list; what for_each needs to create one resource for each string.',
    parameters: [list('list')],
    marks: 'outer',
    call: ([items]) => setValue(unifyElements(items)),
  }),
  defineFunction({
    name: 'tomap',
    doc: 'The object with values of one type: simple values of different types become strings.',
    parameters: [object('object')],
    marks: 'outer',
    call: ([entries]) => {
      const unified = unifyElements([...entries.values()])
      return objectValue([...entries].map(([key, value], index) => [key, unified[index] ?? value] as const))
    },
  }),
  defineFunction({
    name: 'tolist',
    doc: 'The elements of a set as a list: strings in lexical order. A list stays as it is, but simple elements of different types become strings.',
    parameters: [list('value')],
    marks: 'outer',
    call: ([items]) => listValue(unifyElements(items)),
  }),
  defineFunction({
    name: 'tostring',
    doc: 'The value as a string: of a number, a bool or a string. Null stays null.',
    parameters: [
      nullable(
        parameter('value', 'a string, a number or a bool', (value) => (value.type === 'null' ? null : toText(value))),
      ),
    ],
    call: ([given]) => (given === null ? nullValue() : stringValue(given)),
  }),
  defineFunction({
    name: 'tonumber',
    doc: 'The value as a number: of a number or of a string that spells one in decimal. Null stays null.',
    parameters: [
      nullable(
        parameter('value', 'a number or a string that spells one', (value) =>
          value.type === 'null' ? null : toNumber(value),
        ),
      ),
    ],
    call: ([given]) => (given === null ? nullValue() : numberValue(given)),
  }),
  defineFunction({
    name: 'tobool',
    doc: 'The value as a bool: of a bool, "true" or "false". Null stays null.',
    parameters: [
      nullable(
        parameter('value', 'a bool, "true" or "false"', (value) => (value.type === 'null' ? null : toBool(value))),
      ),
    ],
    call: ([given]) => (given === null ? nullValue() : boolValue(given)),
  }),
  defineFunction({
    name: 'sensitive',
    doc: 'The value, marked so that it is never shown and is encrypted in the state.',
    parameters: [anything('value')],
    marks: 'none',
    call: ([value]) => markSensitive(value),
  }),
  defineFunction({
    name: 'nonsensitive',
    doc: 'The value and all its parts without the mark that hides them: for a value computed from a secret that reveals nothing about it.',
    parameters: [anything('value')],
    marks: 'none',
    call: ([value]) => unmark(value),
  }),
  defineFunction({
    name: 'issensitive',
    doc: 'Whether the value or any part of it is sensitive.',
    parameters: [anything('value')],
    marks: 'none',
    call: ([value]) => boolValue(holdsSensitive(value)),
  }),
  /**
   * Which expression is used may depend on something sensitive that was read on the way: the result is sensitive then.
   * Unknown names are errors all the same.
   */
  {
    evaluation: 'lazy',
    name: 'try',
    doc: 'The value of the first expression that has one without an error.',
    parameters: [anything('expression')],
    rest: anything('expressions'),
    call: (attempts) => {
      let sensitive = false
      let last: Evaluated = { value: unknownValue(), diagnostics: [], touchedSensitive: false, readSensitive: false }
      for (const attempt of attempts) {
        last = attempt()
        const failed = hasErrors(last.diagnostics)
        sensitive ||= failed ? last.touchedSensitive : last.readSensitive
        if (!failed) break
      }
      return { ...last, value: markSensitive(last.value, sensitive) }
    },
  },
  {
    evaluation: 'lazy',
    name: 'can',
    doc: 'Whether the expression has a value without an error.',
    parameters: [anything('expression')],
    rest: undefined,
    call: ([attempt]) => {
      const tried = attempt?.()
      if (tried === undefined) throw new InternalError('"can" was called without an argument')
      const failed = hasErrors(tried.diagnostics)
      if (!failed && holdsUnknown(tried.value)) return { ...tried, value: unknownValue() }
      return { ...tried, value: boolValue(!failed, tried.touchedSensitive), diagnostics: [] }
    },
  },
]

/**
 * Elements of one type, as HCL's lists have them: where simple values of different types meet, all become strings. Marks
 * stay, and only the types of what is not sensitive count: the others would show through them.
 */
function unifyElements(items: readonly Value[]): readonly Value[] {
  const typed = items.filter((item) => !item.sensitive && item.type !== 'null' && item.type !== 'unknown')
  const types = new Set(typed.map((item) => item.type))
  if (types.size < 2 && !types.has('string')) return items
  return items.map((item) => {
    const text = toText(item)
    return text === undefined ? item : stringValue(text, item.sensitive)
  })
}

function unmark(value: Value): Value {
  switch (value.type) {
    case 'list':
      return listValue(value.items.map(unmark))
    case 'set':
      return setValue(value.items.map(unmark))
    case 'object':
      return objectValue([...value.entries].map(([key, item]) => [key, unmark(item)] as const))
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'reference':
    case 'unknown':
      return { ...value, sensitive: false }
  }
}

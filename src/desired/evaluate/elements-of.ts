import type { Expression } from '../../syntax/expression.ts'
import { describeType } from './describe-type.ts'
import { NOT_ITERABLE, NULL_VALUE } from './diagnostics.ts'
import type { Evaluation } from './evaluation.ts'
import { markSensitive, numberValue, stringValue } from './make-value.ts'
import { boundValue } from './scope.ts'
import type { Binding } from './scope.ts'
import type { Value } from './value.ts'

/** What a loop goes over. The mark of the collection is on every key and value too. */
export interface Elements {
  readonly elements: readonly Element[]
  readonly sensitive: boolean
}

export interface Element {
  readonly key: Value
  readonly value: Value
}

/** The elements of a list (with index), a set (each its own key) or an object (in order of its keys); nothing where there are none to go over, which is reported. */
export function elementsOf(collection: Expression, evaluation: Evaluation): Elements | undefined {
  const source = evaluation.valueOf(collection)
  const pairs = pairsOf(source)
  if (pairs === undefined) {
    reportNotIterable(source, collection, evaluation)
    return undefined
  }
  const mark = (value: Value): Value => markSensitive(value, source.sensitive)
  return {
    elements: pairs.map(({ key, value }) => ({ key: mark(key), value: mark(value) })),
    sensitive: source.sensitive,
  }
}

/** The names that a loop gives to one element. */
export function elementBindings(
  names: { readonly keyName: string | undefined; readonly valueName: string },
  { key, value }: Element,
): ReadonlyMap<string, Binding> {
  const bindings = new Map<string, Binding>()
  if (names.keyName !== undefined) bindings.set(names.keyName, boundValue(key))
  return bindings.set(names.valueName, boundValue(value))
}

function pairsOf(source: Value): readonly Element[] | undefined {
  switch (source.type) {
    case 'list':
      return source.items.map((value, index) => ({ key: numberValue(index), value }))
    case 'set':
      return source.items.map((value) => ({ key: value, value }))
    case 'object':
      return [...source.entries].map(([key, value]) => ({ key: stringValue(key), value }))
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
    case 'reference':
    case 'unknown':
      return undefined
  }
}

function reportNotIterable(source: Value, { range }: Expression, evaluation: Evaluation): void {
  if (source.type === 'null') {
    const detail = 'This value is null, so there is nothing to iterate over. Use coalesce(…, []) where it may be null.'
    evaluation.report(NULL_VALUE, { detail, range })
  } else if (source.type !== 'unknown') {
    const detail = `"for" iterates over a list, a set or an object, given ${describeType(source)}.`
    evaluation.report(NOT_ITERABLE, { detail, range })
  }
}

import type { Value, ValueType } from './value.ts'

const NAMES: { readonly [type in ValueType]: string } = {
  string: 'a string',
  number: 'a number',
  bool: 'a bool',
  null: 'null',
  list: 'a list',
  set: 'a set',
  object: 'an object',
  reference: 'a reference',
  unknown: 'an unknown value',
}

/** What a value is, for messages ("expected …, given a list"): never its content. */
export function describeType(value: Value): string {
  return value.type === 'reference' ? `a reference to a ${value.address.kind}` : NAMES[value.type]
}

/** What a value is that failed to convert to a number or bool: a string says why. */
export function describeMismatch(value: Value, wanted: 'number' | 'bool'): string {
  return value.type === 'string' ? `a string that is not a ${wanted}` : describeType(value)
}

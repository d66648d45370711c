import type { ParameterDeclaration } from '../evaluate/function-declaration.ts'
import { toNumber, toText } from '../evaluate/convert-value.ts'
import { holdsReference } from '../evaluate/make-value.ts'
import { clearFromValue } from '../evaluate/plain-value.ts'
import type { Plain } from '../../model/plain.ts'
import type { Value } from '../evaluate/value.ts'

/** A parameter that hands its argument to the function as a `T`. */
export interface Parameter<T> extends ParameterDeclaration {
  /** Nothing where the value does not convert; `accepts` says so beforehand. */
  readonly read: (value: Value) => T | undefined
}

/** A string; numbers and bools convert to one. */
export function text(name: string): Parameter<string> {
  return parameter(name, 'a string', toText)
}

/** A number; a string that spells one converts. */
export function number(name: string): Parameter<number> {
  return parameter(name, 'a number', toNumber)
}

export function wholeNumber(name: string): Parameter<number> {
  return parameter(name, 'a whole number', (value) => {
    const read = toNumber(value)
    return Number.isInteger(read) ? read : undefined
  })
}

/** Elements of a list or a set, as they are. */
export function list(name: string): Parameter<readonly Value[]> {
  return parameter(name, 'a list or a set', itemsOf)
}

/** A list or set whose elements all convert to strings. */
export function texts(name: string): Parameter<readonly string[]> {
  return parameter(name, 'a list or a set of strings', (value) => {
    const read = itemsOf(value)?.map((item) => toText(item))
    return read?.every((item) => item !== undefined) === true ? read : undefined
  })
}

/** Entries of an object, in order of the keys. */
export function object(name: string): Parameter<ReadonlyMap<string, Value>> {
  return parameter(name, 'an object', (value) => (value.type === 'object' ? value.entries : undefined))
}

/** Anything, null too. */
export function anything(name: string): Parameter<Value> {
  return nullable(parameter(name, 'any value', (value) => value))
}

/** Whatever can be written as data: references to resources cannot. Null included. */
export function data(name: string): Parameter<Plain> {
  return nullable(parameter(name, 'a value without references to resources', dataOf))
}

/** May be left out: the function gets undefined then. */
export function optional<T>(declared: Parameter<T>): Parameter<T | undefined> {
  return { ...declared, optional: true }
}

/** May be null: `read` gets it and decides. */
export function nullable<T>(declared: Parameter<T>): Parameter<T> {
  return { ...declared, nullable: true }
}

/** A parameter of a type of its own; `type` with article, for messages. */
export function parameter<T>(name: string, type: string, read: (value: Value) => T | undefined): Parameter<T> {
  return { name, type, optional: false, nullable: false, accepts: (value) => read(value) !== undefined, read }
}

function itemsOf(value: Value): readonly Value[] | undefined {
  return value.type === 'list' || value.type === 'set' ? value.items : undefined
}

function dataOf(value: Value): Plain | undefined {
  return holdsReference(value) ? undefined : clearFromValue(value)
}

import { toBool, toNumber, toText } from '../evaluate/convert-value.ts'
import { describeType } from '../evaluate/describe-type.ts'
import {
  boolValue,
  listValue,
  nullValue,
  numberValue,
  objectValue,
  setValue,
  stringValue,
} from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import { describeConstraint, type TypeConstraint } from './type-constraint.ts'

/** A value as a constraint wants it, or where and why it cannot be. */
export type Converted =
  | { readonly outcome: 'value'; readonly value: Value }
  | { readonly outcome: 'mismatch'; readonly path: readonly (string | number)[]; readonly detail: string }

/** HCL's conversion: simple values into each other where that is exact, lists into sets, elements one by one. Marks stay; null and unknown fit everywhere. */
export function convertTo(value: Value, constraint: TypeConstraint): Converted {
  if (value.type === 'unknown' || value.type === 'null') return { outcome: 'value', value }
  switch (constraint.type) {
    case 'any':
      return { outcome: 'value', value }
    case 'string':
      return simple(toText(value), value, { constraint, make: stringValue })
    case 'number':
      return simple(toNumber(value), value, { constraint, make: numberValue })
    case 'bool':
      return simple(toBool(value), value, { constraint, make: boolValue })
    case 'list':
    case 'set':
      return collection(value, constraint)
    case 'map':
      return map(value, constraint)
    case 'tuple':
      return tuple(value, constraint)
    case 'object':
      return object(value, constraint)
  }
}

function simple<Simple>(
  converted: Simple | undefined,
  value: Value,
  target: { readonly constraint: TypeConstraint; readonly make: (converted: Simple, sensitive: boolean) => Value },
): Converted {
  if (converted === undefined) return mismatch(value, target.constraint)
  return { outcome: 'value', value: target.make(converted, value.sensitive) }
}

function mismatch(value: Value, constraint: TypeConstraint): Converted {
  return {
    outcome: 'mismatch',
    path: [],
    detail: `expected ${describeConstraint(constraint)}, given ${describeType(value)}`,
  }
}

type Of<Type extends TypeConstraint['type']> = Extract<TypeConstraint, { readonly type: Type }>

function collection(value: Value, constraint: Of<'list' | 'set' | 'map'>): Converted {
  if (value.type !== 'list' && value.type !== 'set') return mismatch(value, constraint)
  const make = constraint.type === 'list' ? listValue : setValue
  const parts = value.items.map((item, index) => at(index, convertTo(item, constraint.of)))
  return assemble(parts, (items) => make(items, value.sensitive))
}

function map(value: Value, constraint: Of<'list' | 'set' | 'map'>): Converted {
  if (value.type !== 'object') return mismatch(value, constraint)
  const keys = [...value.entries.keys()]
  const parts = [...value.entries].map(([key, item]) => at(key, convertTo(item, constraint.of)))
  return assemble(parts, (items) => objectValue(pairUp(keys, items), value.sensitive))
}

function tuple(value: Value, constraint: Of<'tuple'>): Converted {
  if (value.type !== 'list' || value.items.length !== constraint.items.length) return mismatch(value, constraint)
  const parts = constraint.items.map((item, index) => at(index, convertTo(value.items[index] ?? nullValue(), item)))
  return assemble(parts, (items) => listValue(items, value.sensitive))
}

/** Attributes that the constraint does not name are dropped, as HCL does. */
function object(value: Value, constraint: Of<'object'>): Converted {
  if (value.type !== 'object') return mismatch(value, constraint)
  const parts: Converted[] = []
  for (const [name, { type, optional, default: otherwise }] of constraint.attributes) {
    const given = value.entries.get(name)
    if (given === undefined && !optional) {
      return { outcome: 'mismatch', path: [], detail: `the attribute "${name}" is missing` }
    }
    const present = given === undefined || given.type === 'null' ? (otherwise ?? given ?? nullValue()) : given
    parts.push(at(name, convertTo(present, type)))
  }
  return assemble(parts, (items) => objectValue(pairUp([...constraint.attributes.keys()], items), value.sensitive))
}

function at(key: string | number, converted: Converted): Converted {
  return converted.outcome === 'value' ? converted : { ...converted, path: [key, ...converted.path] }
}

function assemble(parts: readonly Converted[], make: (items: readonly Value[]) => Value): Converted {
  const values: Value[] = []
  for (const part of parts) {
    if (part.outcome === 'mismatch') return part
    values.push(part.value)
  }
  return { outcome: 'value', value: make(values) }
}

function pairUp(keys: readonly string[], values: readonly Value[]): readonly (readonly [string, Value])[] {
  return keys.map((key, index) => [key, values[index] ?? nullValue()])
}

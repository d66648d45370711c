import { closest } from '../../lib/closest.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import { type Expression, literalText, type ObjectItem } from '../../syntax/expression.ts'
import type { Value } from '../evaluate/value.ts'
import { INVALID_TYPE_CONSTRAINT } from './diagnostics.ts'

/** What the `type` of a variable allows; HCL's words. */
export type TypeConstraint =
  | { readonly type: 'any' | 'string' | 'number' | 'bool' }
  | { readonly type: 'list' | 'set' | 'map'; readonly of: TypeConstraint }
  | { readonly type: 'tuple'; readonly items: readonly TypeConstraint[] }
  | { readonly type: 'object'; readonly attributes: ReadonlyMap<string, AttributeConstraint> }

interface AttributeConstraint {
  readonly type: TypeConstraint
  readonly optional: boolean
  /** Taken where an optional attribute is left out; else it is null. */
  readonly default: Value | undefined
}

export const ANY: TypeConstraint = { type: 'any' }

/** As it is written: `list(object({ name = string }))`. */
export function describeConstraint(constraint: TypeConstraint): string {
  switch (constraint.type) {
    case 'any':
    case 'string':
    case 'number':
    case 'bool':
      return constraint.type
    case 'list':
    case 'set':
    case 'map':
      return `${constraint.type}(${describeConstraint(constraint.of)})`
    case 'tuple':
      return `tuple([${constraint.items.map(describeConstraint).join(', ')}])`
    case 'object':
      return `object({ ${[...constraint.attributes].map(([name, { type }]) => `${name} = ${describeConstraint(type)}`).join(', ')} })`
  }
}

/** How the parts of a constraint that are not types are read, and where mistakes go. */
interface ConstraintSite {
  /** The value of the default in `optional(type, default)`. */
  readonly evaluate: (expression: Expression) => Value
  readonly report: (diagnostic: Diagnostic) => void
}

const SIMPLE = ['any', 'string', 'number', 'bool'] as const
const CONSTRUCTORS = ['list', 'set', 'map', 'tuple', 'object'] as const

/** The constraint that an expression such as `list(string)` writes; `any` and a report where it is none. */
export function parseConstraint(expression: Expression, site: ConstraintSite): TypeConstraint {
  switch (expression.node) {
    case 'missing':
      return ANY
    case 'parentheses':
      return parseConstraint(expression.inner, site)
    case 'variable':
      return simpleType(expression.name, expression, site)
    case 'call':
      return constructedType(expression, site)
    case 'template':
      return wrong(expression, `A type is written without quotes: type = ${literalText(expression) ?? 'string'}.`, site)
    case 'literal':
    case 'tuple':
    case 'object':
    case 'attribute-access':
    case 'index':
    case 'splat':
    case 'unary':
    case 'binary':
    case 'conditional':
    case 'for':
      return wrong(
        expression,
        `Write ${SIMPLE.join(', ')}, list(…), set(…), map(…), tuple([…]) or object({ … }).`,
        site,
      )
  }
}

function simpleType(name: string, expression: Expression, site: ConstraintSite): TypeConstraint {
  const simple = SIMPLE.find((type) => type === name)
  if (simple !== undefined) return { type: simple }
  if (CONSTRUCTORS.some((type) => type === name)) {
    return wrong(expression, `"${name}" needs the type of what it holds: ${example(name)}.`, site)
  }
  const similar = name === 'boolean' ? 'bool' : closest(name, [...SIMPLE, ...CONSTRUCTORS])
  return wrong(expression, similar === undefined ? `There is no type "${name}".` : `Did you mean "${similar}"?`, site)
}

function example(name: string): string {
  if (name === 'object') return 'object({ name = string })'
  return name === 'tuple' ? 'tuple([string, number])' : `${name}(string)`
}

type Call = Expression & { readonly node: 'call' }

function constructedType(call: Call, site: ConstraintSite): TypeConstraint {
  const constructor = CONSTRUCTORS.find((type) => type === call.name)
  const [argument, second] = call.args
  if (constructor === undefined) {
    const similar = closest(call.name, CONSTRUCTORS)
    return wrong(
      call,
      similar === undefined ? `There is no type "${call.name}(…)".` : `Did you mean "${similar}"?`,
      site,
    )
  }
  if (argument === undefined || second !== undefined) {
    return wrong(call, `"${constructor}" takes one argument: ${example(constructor)}.`, site)
  }
  if (constructor === 'tuple') return tupleType(argument, site)
  if (constructor === 'object') return objectType(argument, site)
  return { type: constructor, of: parseConstraint(argument, site) }
}

function tupleType(argument: Expression, site: ConstraintSite): TypeConstraint {
  if (argument.node !== 'tuple') return wrong(argument, 'Write the types in brackets: tuple([string, number]).', site)
  return { type: 'tuple', items: argument.items.map((item) => parseConstraint(item, site)) }
}

function objectType(argument: Expression, site: ConstraintSite): TypeConstraint {
  if (argument.node !== 'object') return wrong(argument, 'Write the types in braces: object({ name = string }).', site)
  const attributes = argument.items.flatMap((item) => attributeOf(item, site))
  return { type: 'object', attributes: new Map(attributes) }
}

function attributeOf(item: ObjectItem, site: ConstraintSite): readonly (readonly [string, AttributeConstraint])[] {
  const name = literalText(item.key)
  if (name === undefined) {
    wrong(item.key, 'The names of attributes are written out.', site)
    return []
  }
  const { value } = item
  if (value.node !== 'call' || value.name !== 'optional') {
    return [[name, { type: parseConstraint(value, site), optional: false, default: undefined }]]
  }
  const [type, otherwise, third] = value.args
  if (type === undefined || third !== undefined) {
    wrong(value, '"optional" takes a type and, if wanted, a default: optional(string, "none").', site)
    return []
  }
  const given = otherwise === undefined ? undefined : site.evaluate(otherwise)
  return [[name, { type: parseConstraint(type, site), optional: true, default: given }]]
}

function wrong(expression: Expression, detail: string, { report }: ConstraintSite): TypeConstraint {
  report(
    diagnose(INVALID_TYPE_CONSTRAINT, {
      detail: `This is not a type of a variable. ${detail}`,
      range: expression.range,
    }),
  )
  return ANY
}

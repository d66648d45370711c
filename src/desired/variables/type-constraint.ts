import type { Value } from '../evaluate/value.ts'

/** What the `type` of a variable allows; HCL's words. */
export type TypeConstraint =
  | { readonly type: 'any' | 'string' | 'number' | 'bool' }
  | { readonly type: 'list' | 'set' | 'map'; readonly of: TypeConstraint }
  | { readonly type: 'tuple'; readonly items: readonly TypeConstraint[] }
  | { readonly type: 'object'; readonly attributes: ReadonlyMap<string, AttributeConstraint> }

export interface AttributeConstraint {
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

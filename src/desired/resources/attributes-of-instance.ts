import type { ResourceKind } from '../../model/address.ts'
import type { Fields } from '../../model/fields.ts'
import type { KindRules, RulesDeps } from '../../model/kind.ts'
import { nullValue, unknownValue } from '../evaluate/make-value.ts'
import type { Value } from '../evaluate/value.ts'
import type { DecodedResource } from './decode-instance.ts'
import { valueOfField } from './value-of-field.ts'
import type { World } from './world.ts'

export interface AttributesDeps {
  readonly fields: (kind: ResourceKind) => Fields
  readonly context: RulesDeps
  readonly world: World
}

/** What expressions can read of a resource: its fields with their defaults; unknown where a mistake left one out. */
export function attributesOfInstance(
  { resource, complete }: DecodedResource,
  rules: KindRules,
  { fields, context, world }: AttributesDeps,
): ReadonlyMap<string, Value> {
  const normalized = rules.normalize(resource, [resource], context).fields
  return new Map(
    Object.entries(fields(rules.kind)).map(([name, field]) => {
      const value = normalized[name]
      if (value === undefined) return [name, complete ? nullValue() : unknownValue()] as const
      const type = field.kind === 'field' ? field.value : undefined
      return [name, valueOfField(value, type, (address) => world.reference(address))] as const
    }),
  )
}

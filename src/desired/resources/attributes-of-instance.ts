import { type Address, parseAddress, type ResourceKind } from '../../model/address.ts'
import type { Fields, FieldType, FieldValue } from '../../model/fields.ts'
import type { KindRules, RulesDeps } from '../../model/kind.ts'
import { Secret } from '../../model/secret.ts'
import { listValue, markSensitive, nullValue, objectValue, unknownValue } from '../evaluate/make-value.ts'
import { valueFromPlain } from '../evaluate/plain-value.ts'
import type { Value } from '../evaluate/value.ts'
import type { DecodedResource } from './decode-instance.ts'
import type { World } from './world.ts'

interface AttributesDeps {
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

/** A field of a desired resource as expressions read it: secrets marked, references as references. */
function valueOfField(field: FieldValue, type: FieldType | undefined, reference: (address: Address) => Value): Value {
  if (field instanceof Secret) return markSensitive(valueFromPlain(field.reveal()))
  const address = type?.type === 'reference' && typeof field === 'string' ? parseAddress(field) : undefined
  if (address !== undefined) return reference(address)
  const inner = type?.type === 'list' || type?.type === 'map' ? type.of : undefined
  if (isList(field)) return listValue(field.map((item) => valueOfField(item, inner, reference)))
  if (typeof field !== 'object' || field === null) return valueFromPlain(field)
  return objectValue(Object.entries(field).map(([name, item]) => [name, valueOfField(item, inner, reference)] as const))
}

function isList(field: FieldValue): field is readonly FieldValue[] {
  return Array.isArray(field)
}

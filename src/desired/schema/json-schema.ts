import type { BlockField, Field, Fields, FieldType } from '../../model/fields.ts'
import type { KindRules, RulesDeps } from '../../model/kind.ts'
import type { Plain } from '../../model/plain.ts'
import type { StateStoreDeclarations } from '../../model/state.ts'
import { SETTINGS_FIELDS, stateField } from '../settings/settings-fields.ts'

type Schema = { readonly [keyword: string]: Plain }

/** The JSON Schema (draft 7, which editors know best) of a configuration file in YAML, from the declared fields. */
export function jsonSchema(
  kinds: readonly KindRules[],
  context: RulesDeps,
  stateStores: StateStoreDeclarations,
): Schema {
  const resources = kinds.map((rules) => [rules.kind, kindSchema(rules, context)] as const)
  const sections = kinds.map((rules) => [rules.plural, byLabel({ $ref: `#/definitions/${rules.kind}` })] as const)
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: 'strmctl configuration',
    description: 'Streams, data connectors and batch exporters in YAML: *.strm.yaml',
    type: ['object', 'null'],
    additionalProperties: false,
    properties: {
      strmctl: settingsSchema(stateStores),
      variables: byLabel(VARIABLE),
      locals: LOCALS,
      ...Object.fromEntries(sections),
    },
    definitions: { template: TEMPLATE, lifecycle: LIFECYCLE, ...Object.fromEntries(resources) },
  }
}

/** Text with an interpolation: may stand for any value. */
const TEMPLATE: Schema = { type: 'string', pattern: String.raw`[$%]\{`, description: 'A template: ${…}' }

function settingsSchema(stores: StateStoreDeclarations): Schema {
  const state = stateField(stores)
  const body = bodySchema({ ...SETTINGS_FIELDS, state })
  const one = { type: 'object', minProperties: 1, maxProperties: 1 }
  const properties = { ...objectOf(body['properties']), state: { ...blockSchema(state), ...one } }
  return { ...body, description: 'Settings of strmctl itself.', properties }
}

const VALIDATION: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['condition', 'error_message'],
  properties: {
    condition: { description: 'A template that comes to true or false.' },
    error_message: { type: 'string', description: 'The message for a value that is not allowed.' },
  },
}

const VARIABLE: Schema = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    type: { type: 'string', description: 'string, number, bool, any, list(string), map(number), object({ … }) …' },
    default: { description: 'Used where no value is given. Without it a value is required.' },
    description: { type: 'string' },
    sensitive: { type: 'boolean', default: false, description: 'Never shown; encrypted in the state.' },
    nullable: { type: 'boolean', default: true, description: 'Whether null may be given.' },
    validation: { anyOf: [VALIDATION, { type: 'array', items: VALIDATION }] },
  },
}

const LOCALS: Schema = { description: 'Names for values, read as ${local.name}.', type: ['object', 'null'] }

const LIFECYCLE: Schema = {
  type: ['object', 'null'],
  additionalProperties: false,
  properties: {
    prevent_destroy: {
      description: 'A plan that would delete the resource is refused.',
      anyOf: [{ type: 'boolean' }, { $ref: '#/definitions/template' }],
      default: false,
    },
  },
}

const META: Schema = {
  for_each: {
    description: 'One instance for each key of a map or text of a list: ${each.key}, ${each.value}.',
    anyOf: [{ type: 'object' }, { type: 'array', items: { type: 'string' } }, { $ref: '#/definitions/template' }],
  },
  count: {
    description: 'So many instances: ${count.index}.',
    anyOf: [{ type: 'integer', minimum: 0 }, { $ref: '#/definitions/template' }],
  },
  depends_on: {
    description: 'Resources that must be there first: [stream.demo].',
    type: 'array',
    items: { type: 'string' },
  },
  lifecycle: { $ref: '#/definitions/lifecycle' },
}

function byLabel(schema: Schema): Schema {
  return {
    type: ['object', 'null'],
    propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_-]*$' },
    additionalProperties: schema,
  }
}

function kindSchema(rules: KindRules, context: RulesDeps): Schema {
  const variants = rules.variants(context)
  const pairs = variants.flatMap((one, index) => variants.slice(index + 1).map((other) => [one, other]))
  const body = bodySchema(rules.fields(context))
  const properties = { ...objectOf(body['properties']), ...META }
  const exclusive =
    pairs.length === 0 ? {} : { allOf: pairs.map((pair) => ({ not: { type: 'object', required: pair } })) }
  return { ...body, properties, ...exclusive }
}

function objectOf(value: Plain | undefined): Schema {
  return typeof value === 'object' && value !== null && !isList(value) ? value : {}
}

function isList(value: Plain): value is readonly Plain[] {
  return Array.isArray(value)
}

function bodySchema(fields: Fields): Schema {
  const entries = Object.entries(fields)
  const required = entries.filter(([, field]) => field.required === true).map(([name]) => name)
  return {
    type: required.length > 0 ? 'object' : ['object', 'null'],
    additionalProperties: false,
    ...(required.length > 0 ? { required } : {}),
    properties: Object.fromEntries(
      entries.map(([name, field]) => [name, field.kind === 'field' ? fieldSchema(field) : blockSchema(field)]),
    ),
  }
}

function blockSchema({ doc, fields, list }: BlockField): Schema {
  const one = bodySchema(fields)
  return list === true
    ? { description: doc, anyOf: [one, { type: 'array', items: one }] }
    : { description: doc, ...one }
}

function fieldSchema(field: Field): Schema {
  const { doc, default: byDefault, oneOf } = field
  const base = { description: doc, ...(byDefault === undefined ? {} : { default: byDefault }) }
  const value = oneOf === undefined ? { ...typeSchema(field.value), ...boundsOf(field) } : { enum: oneOf }
  return acceptsAnyText(field) ? { ...base, ...value } : { ...base, anyOf: [value, { $ref: '#/definitions/template' }] }
}

/** A template is text already. */
function acceptsAnyText({ value, oneOf, min, max }: Field): boolean {
  const text = value.type === 'string' || value.type === 'path' || value.type === 'reference'
  return text && oneOf === undefined && (min ?? 0) <= 1 && max === undefined
}

function boundsOf({ value, min, max }: Field): Schema {
  const named = (least: string, most: string): Schema => ({
    ...(min === undefined ? {} : { [least]: min }),
    ...(max === undefined ? {} : { [most]: max }),
  })
  switch (value.type) {
    case 'string':
    case 'path':
      return named('minLength', 'maxLength')
    case 'number':
    case 'integer':
      return named('minimum', 'maximum')
    case 'list':
      return named('minItems', 'maxItems')
    case 'boolean':
    case 'duration':
    case 'bytes':
    case 'reference':
    case 'map':
      return {}
  }
}

function typeSchema(type: FieldType): Schema {
  switch (type.type) {
    case 'string':
    case 'path':
    case 'reference':
      return { type: 'string' }
    case 'number':
    case 'integer':
    case 'boolean':
      return { type: type.type }
    case 'duration':
      return { type: 'string', pattern: String.raw`^(\d+(\.\d+)?(ms|s|m|h|d))+$`, examples: ['90s', '15m', '1h30m'] }
    case 'bytes':
      return { type: ['integer', 'string'], pattern: String.raw`^\d+(\.\d+)?(B|[kKMGT]i?B)?$`, examples: ['64MiB'] }
    case 'list':
      return { type: 'array', items: typeSchema(type.of) }
    case 'map':
      return { type: 'object', additionalProperties: typeSchema(type.of) }
  }
}

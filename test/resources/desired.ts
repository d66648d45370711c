import { formatAddress, parseAddress, type Address } from '../../src/model/address.ts'
import type { DesiredResource } from '../../src/model/desired-resource.ts'
import type { Diagnostic } from '../../src/model/diagnostic.ts'
import type { FieldValues, Fields, FieldValue } from '../../src/model/fields.ts'
import type { RulesDeps } from '../../src/model/kind.ts'
import { KIND_RULES } from '../../src/resources/catalogue.ts'

/** Fields of resources by address; `dependsOn` and `preventDestroy` beside them. */
export interface Written {
  readonly fields?: FieldValues
  readonly dependsOn?: readonly string[]
  readonly preventDestroy?: boolean
}

export type Configuration = { readonly [address: string]: Written }

export interface Read {
  readonly resources: readonly DesiredResource[]
  readonly diagnostics: readonly Diagnostic[]
}

/** A configuration after decode, normalize and checks, as `desired` gives it. */
export function desire(configuration: Configuration, context: RulesDeps): Read {
  const written = Object.entries(configuration).map(([address, resource], line) =>
    toDesired(address, resource, line + 1),
  )
  const decoded = written.map((resource) => ({
    ...resource,
    fields: withDefaults(resource.fields, rulesOf(resource).fields(context)),
  }))
  const resources = decoded.map((resource) => rulesOf(resource).normalize(resource, decoded, context))
  const diagnostics = resources.flatMap((resource) =>
    rulesOf(resource).checks.flatMap((check) => check(resource, resources, context)),
  )
  return { resources, diagnostics }
}

function rulesOf(resource: DesiredResource): (typeof KIND_RULES)[number] {
  const rules = KIND_RULES.find(({ kind }) => kind === resource.kind)
  if (rules === undefined) throw new Error(resource.kind)
  return rules
}

function toDesired(text: string, written: Written, line: number): DesiredResource {
  const address = at(text)
  const fields = written.fields ?? {}
  const referred = [fields['stream'], fields['data_connector'], ...(written.dependsOn ?? [])]
  const range = { file: 'main.strm.hcl', start: { line, column: 1, byte: 0 }, end: { line, column: 2, byte: 1 } }
  const dependencies = referred
    .filter((value) => typeof value === 'string')
    .map((expression) => ({ on: at(expression), range, expression }))
  return {
    address,
    kind: address.kind,
    fields,
    dependencies,
    preventDestroy: written.preventDestroy ?? false,
    range,
    fieldRanges: {},
  }
}

export function at(text: string): Address {
  const address = parseAddress(text)
  if (address === undefined || formatAddress(address) !== text) throw new Error(`no address: ${text}`)
  return address
}

function withDefaults(values: FieldValues, fields: Fields): FieldValues {
  const filled: { [name: string]: FieldValue } = { ...values }
  for (const [name, field] of Object.entries(fields)) {
    const value = values[name]
    if (field.kind === 'field' && value === undefined && field.default !== undefined) filled[name] = field.default
    if (field.kind === 'block' && isBlock(value)) filled[name] = withDefaults(value, field.fields)
  }
  return filled
}

function isBlock(value: FieldValue | undefined): value is FieldValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

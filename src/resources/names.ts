import { formatAddress, type Address, type ResourceKind } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import type { Field } from '../model/fields.ts'
import { NAME_NOT_ALLOWED, NAME_USED_TWICE } from './diagnostics.ts'
import { perList } from './per-list.ts'

const LONGEST = 100
const PATTERN = /^[A-Za-z0-9_][A-Za-z0-9._-]*$/

/** The `name` of every kind: what the outside sees. */
export function nameField(what: string): Field {
  return {
    kind: 'field',
    value: { type: 'string' },
    doc: `Name of the ${what} outside: in lists and, for a stream, in object keys. By default the label, with the key of an instance after a dash. Unique among its kind; letters, digits, \`_\`, \`-\` and \`.\`, 1 to ${LONGEST} characters.`,
    min: 1,
    max: LONGEST,
  }
}

/** The name of a resource that has none written. */
export function defaultName(address: Address): string {
  return address.key === undefined ? address.label : `${address.label}-${address.key}`
}

/** The resource with its default name where none is written. */
export function withName(resource: DesiredResource): DesiredResource {
  if (resource.fields['name'] !== undefined && resource.fields['name'] !== null) return resource
  return { ...resource, fields: { ...resource.fields, name: defaultName(resource.address) } }
}

/** Names end in object keys and in file names: nothing in them may need escaping there. */
export function nameIsAllowed(resource: DesiredResource): readonly Diagnostic[] {
  const name = resource.fields['name']
  if (typeof name !== 'string' || (PATTERN.test(name) && name.length <= LONGEST)) return []
  const written = resource.fieldRanges['name'] !== undefined
  const range = resource.fieldRanges['name'] ?? resource.range
  const origin = written
    ? ''
    : ` It is made from the label${resource.address.key === undefined ? '' : ' and the key'}; set "name" to choose another one.`
  const detail = `The name "${name}" cannot be used: a name has 1 to ${LONGEST} characters, only letters, digits, "_", "-" and ".", and begins with a letter, a digit or "_".${origin}`
  return [diagnose(NAME_NOT_ALLOWED, { detail, range, address: formatAddress(resource.address) })]
}

/** Two of one kind with the same name cannot be told apart in lists and commands; of streams also not in object keys. */
export function nameIsUnique(resource: DesiredResource, all: readonly DesiredResource[]): readonly Diagnostic[] {
  const name = resource.fields['name']
  if (typeof name !== 'string') return []
  const first = firstByName(all).get(resource.kind)?.get(name)
  if (first === undefined || formatAddress(first.address) === formatAddress(resource.address)) return []
  const detail = `The name "${name}" is already used by "${formatAddress(first.address)}". Names are unique among resources of one kind: give one of the two another "name".`
  return [
    diagnose(NAME_USED_TWICE, {
      detail,
      address: formatAddress(resource.address),
      range: resource.fieldRanges['name'] ?? resource.range,
      related: [{ message: 'First used here', range: first.fieldRanges['name'] ?? first.range }],
    }),
  ]
}

const firstByName = perList((all) => {
  const kinds = new Map<ResourceKind, Map<string, DesiredResource>>()
  for (const resource of all) {
    const names = kinds.get(resource.kind) ?? new Map<string, DesiredResource>()
    kinds.set(resource.kind, names)
    const name = resource.fields['name']
    if (typeof name === 'string' && !names.has(name)) names.set(name, resource)
  }
  return kinds
})

import { closest } from '../../lib/closest.ts'
import { formatAddress, parseAddress, type Address, type ResourceKind } from '../../model/address.ts'
import type { DeclaredResource } from '../declarations/declarations.ts'
import { INSTANCE_NOT_CHOSEN, UNDECLARED_RESOURCE, WRONG_KIND, WRONG_TYPE } from '../decode/diagnostics.ts'
import { expectedType } from '../decode/expected-type.ts'
import { decoded, type Decoded, refused } from '../decode/decoded.ts'
import { describeType } from '../evaluate/describe-type.ts'
import type { Value } from '../evaluate/value.ts'
import { repetitionOfBlock } from './instances.ts'

type Resources = ReadonlyMap<string, DeclaredResource>

/** The one resource that a value names: a reference to it, or text with its label. */
export function resolveReference(value: Value, to: ResourceKind, resources: Resources): Decoded<Address> {
  switch (value.type) {
    case 'unknown':
      return { outcome: 'unknown' }
    case 'reference':
      return value.address.kind === to ? decoded(value.address) : wrongKind(value.address, to)
    case 'string':
      return value.sensitive ? sensitiveLabel(to) : resolveLabel(value.value, to, resources)
    case 'list':
    case 'object':
      return resolveCollection(value, to)
    case 'number':
    case 'bool':
    case 'null':
    case 'set':
      return wrongType(value, to)
  }
}

function sensitiveLabel(to: ResourceKind): Decoded<Address> {
  const detail = `Expected ${expectedType({ type: 'reference', to })}, given a sensitive string, which would be visible as part of an address.`
  return refused({ code: WRONG_TYPE, detail })
}

function resolveLabel(label: string, to: ResourceKind, resources: Resources): Decoded<Address> {
  const found = resources.get(`${to}.${label}`)
  if (found === undefined) return undeclared(label, to, resources)
  const repetition = repetitionOfBlock(found.block)
  if (repetition === 'none') return decoded({ kind: to, label })
  return notChosen(`${to}.${label}`, repetition === 'count' ? '[0]' : '["KEY"]')
}

function undeclared(label: string, to: ResourceKind, resources: Resources): Decoded<Address> {
  const kind = to.replace('_', ' ')
  const address = parseAddress(label)
  const labels = [...resources.values()].flatMap((resource) => (resource.rules.kind === to ? [resource.label] : []))
  const similar = closest(label, labels)
  const what = `There is no ${kind} labeled "${label}".`
  if (address !== undefined) {
    const detail = `A string is read as a label. For an address write a reference: ${label} without quotes in HCL, "\${${label}}" in YAML.`
    return refused({ code: UNDECLARED_RESOURCE, detail: `${what} ${detail}` })
  }
  const advice = similar === undefined ? `Declare it with: ${to} "${label}" { … }.` : `Did you mean "${similar}"?`
  const suggestion = similar === undefined ? {} : { suggestion: JSON.stringify(similar) }
  return refused({ code: UNDECLARED_RESOURCE, detail: `${what} ${advice}`, ...suggestion })
}

/** All instances of a resource, where one is wanted. */
function resolveCollection(value: Value & { readonly type: 'list' | 'object' }, to: ResourceKind): Decoded<Address> {
  const [first] = value.type === 'list' ? value.items : value.entries.values()
  if (first?.type !== 'reference') return wrongType(value, to)
  const { key } = first.address
  return notChosen(`${first.address.kind}.${first.address.label}`, key === undefined ? '' : `[${JSON.stringify(key)}]`)
}

function notChosen(id: string, key: string): Decoded<Address> {
  const detail = `"${id}" has several instances, and one must be chosen, such as ${id}${key}.`
  return refused({ code: INSTANCE_NOT_CHOSEN, detail })
}

function wrongKind(address: Address, to: ResourceKind): Decoded<Address> {
  const detail = `Expected ${expectedType({ type: 'reference', to })}, given "${formatAddress(address)}".`
  return refused({ code: WRONG_KIND, detail })
}

function wrongType(value: Value, to: ResourceKind): Decoded<Address> {
  const detail = `Expected ${expectedType({ type: 'reference', to })}, given ${describeType(value)}.`
  return refused({ code: WRONG_TYPE, detail })
}

import { formatAddress, parseAddress, type Address } from '../../model/address.ts'
import type { Dependency } from '../../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../../model/diagnostic.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Attribute } from '../../syntax/document.ts'
import type { Expression } from '../../syntax/expression.ts'
import { readBody, type ReadBody } from '../body/read-body.ts'
import { toBool } from '../evaluate/convert-value.ts'
import { describeType } from '../evaluate/describe-type.ts'
import type { Value } from '../evaluate/value.ts'
import { DUPLICATE_BLOCK } from '../body/diagnostics.ts'
import { UNDECLARED_RESOURCE } from '../decode/diagnostics.ts'
import { INVALID_DEPENDS_ON, INVALID_LIFECYCLE } from './diagnostics.ts'

/** Arguments and blocks that every resource accepts besides its fields. */
export const META = { attributes: ['for_each', 'count', 'depends_on'], blocks: ['lifecycle'] } as const

export interface MetaDeps {
  readonly language: 'hcl' | 'yaml'
  readonly evaluate: (expression: Expression) => Value
  readonly report: (diagnostic: Diagnostic) => void
  /** The addresses of a label; nothing where it is not declared. */
  readonly instancesOf: (address: Address) => readonly Address[] | undefined
}

/** The resources that `depends_on` names. */
export function readDependsOn(attribute: Attribute | undefined, context: MetaDeps): readonly Dependency[] {
  if (attribute === undefined) return []
  const { value } = attribute
  if (value.node !== 'tuple') {
    const detail = 'Write a list of references: depends_on = [stream.demo].'
    context.report(diagnose(INVALID_DEPENDS_ON, { detail, range: value.range }))
    return []
  }
  return value.items.flatMap((item) => {
    const addresses = addressesOf(context.evaluate(item), item.range, context)
    return addresses.map((on) => ({ on, range: item.range, expression: formatAddress(on) }))
  })
}

function addressesOf(value: Value, range: SourceRange, context: MetaDeps): readonly Address[] {
  switch (value.type) {
    case 'unknown':
      return []
    case 'reference':
      return [value.address]
    case 'string':
      return addressesOfText(value.sensitive ? '(sensitive)' : value.value, range, context)
    case 'list':
    case 'set':
      return value.items.flatMap((item) => addressesOf(item, range, context))
    case 'object':
      return [...value.entries.values()].flatMap((item) => addressesOf(item, range, context))
    case 'number':
    case 'bool':
    case 'null': {
      const detail = `Expected a reference to a resource such as stream.demo, given ${describeType(value)}.`
      context.report(diagnose(INVALID_DEPENDS_ON, { detail, range }))
      return []
    }
  }
}

function addressesOfText(text: string, range: SourceRange, context: MetaDeps): readonly Address[] {
  const address = parseAddress(text)
  const instances = address === undefined ? undefined : context.instancesOf(address)
  if (instances !== undefined) return instances
  const detail =
    address === undefined
      ? `"${text}" is not the address of a resource. Write one such as stream.demo.`
      : `No file of the configuration declares "${text}".`
  context.report(diagnose(address === undefined ? INVALID_DEPENDS_ON : UNDECLARED_RESOURCE, { detail, range }))
  return []
}

const LIFECYCLE = { attributes: ['prevent_destroy'], blocks: [] } as const

/** Whether `lifecycle` says that the resource must not be deleted. */
export function readPreventDestroy(read: ReadBody, context: MetaDeps): boolean {
  const [first, second] = read.blocks.get('lifecycle') ?? []
  if (first === undefined) return false
  if (second !== undefined) {
    const related = [{ message: 'First block', range: first.headerRange }]
    const detail = 'A resource takes only one block "lifecycle".'
    context.report(diagnose(DUPLICATE_BLOCK, { detail, range: second.headerRange, related }))
  }
  const { attributes } = readBody(first.body, LIFECYCLE, { ...context, owner: '"lifecycle"' })
  const attribute = attributes.get('prevent_destroy')
  const value = attribute === undefined ? undefined : context.evaluate(attribute.value)
  if (attribute === undefined || value === undefined || value.type === 'null' || value.type === 'unknown') return false
  const flag = toBool(value)
  if (flag !== undefined) return flag
  const detail = `"prevent_destroy" must be true or false, given ${describeType(value)}.`
  context.report(diagnose(INVALID_LIFECYCLE, { detail, range: attribute.value.range }))
  return false
}

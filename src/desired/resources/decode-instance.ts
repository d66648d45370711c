import { formatAddress, type Address } from '../../model/address.ts'
import type { Dependency, DesiredResource } from '../../model/desired-resource.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Fields } from '../../model/fields.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Expression } from '../../syntax/expression.ts'
import type { DeclaredResource } from '../declarations/declarations.ts'
import { decodeBody, type DecodeDeps } from '../decode/decode-body.ts'
import type { ReferenceResolver } from '../decode/decode-type.ts'
import type { Value } from '../evaluate/value.ts'
import { META, readDependsOn, readPreventDestroy } from './read-meta.ts'
import { resolveReference } from './resolve-reference.ts'
import { withKey, type World } from './world.ts'

type Report = (diagnostic: Diagnostic) => void

/** A resource with whether all of it could be read; one that is not complete is checked no further. */
export interface DecodedResource {
  readonly resource: DesiredResource
  readonly complete: boolean
}

export interface InstanceDeps {
  readonly fields: Fields
  readonly evaluate: (report: Report) => (expression: Expression) => Value
  readonly report: Report
  readonly hide: (expression: Expression) => void
  readonly resources: ReadonlyMap<string, DeclaredResource>
  readonly world: World
  /** What the block as a whole depends on: through `for_each` and through locals. */
  readonly shared: readonly Dependency[]
}

/** One instance of a resource block as a desired resource. */
export function decodeInstance(
  declared: DeclaredResource,
  key: Address['key'],
  context: InstanceDeps,
): DecodedResource {
  const { block, label, language, rules } = declared
  const address = withKey({ kind: rules.kind, label }, key)
  let complete = true
  const report: Report = (diagnostic) => {
    complete &&= diagnostic.severity !== 'error'
    context.report({ address: formatAddress(address), ...diagnostic })
  }
  const referred: Dependency[] = []
  const evaluate = context.evaluate(report)
  const decoding: DecodeDeps = {
    language,
    evaluate,
    references: resolver(referred, context),
    report,
    hide: context.hide,
  }
  const site = { body: block.body, fields: context.fields, owner: `${rules.kind} "${label}"` }
  const body = decodeBody({ ...site, header: block.headerRange, prefix: '', others: META }, decoding)
  const meta = { language, evaluate, report, instancesOf: (on: Address) => instancesOf(on, context) }
  const written = readDependsOn(body.read.attributes.get('depends_on'), meta)
  const preventDestroy = readPreventDestroy(body.read, meta)
  const dependencies = distinct([...referred, ...context.world.takeReads(), ...context.shared, ...written])
  const { kind } = rules
  const resource = {
    address,
    kind,
    fields: body.values,
    dependencies,
    preventDestroy,
    range: block.headerRange,
    fieldRanges: body.ranges,
  }
  return { resource, complete: complete && body.complete }
}

/** Every reference that is found becomes a dependency. */
function resolver(found: Dependency[], context: InstanceDeps): (place: SourceRange) => ReferenceResolver {
  return (range) => (value, to) => {
    const result = resolveReference(value, to, context.resources)
    if (result.outcome === 'value') found.push({ on: result.value, range, expression: formatAddress(result.value) })
    return result
  }
}

function instancesOf(address: Address, { resources, world }: InstanceDeps): readonly Address[] | undefined {
  const id = `${address.kind}.${address.label}`
  if (!resources.has(id)) return undefined
  const keys = world.expansion(id)?.keys ?? []
  if (address.key === undefined) return keys.map((key) => withKey(address, key))
  return keys.includes(address.key) ? [address] : undefined
}

/** Each resource once: the first place counts. */
function distinct(dependencies: readonly Dependency[]): readonly Dependency[] {
  const byAddress = new Map<string, Dependency>()
  for (const dependency of dependencies) {
    const id = formatAddress(dependency.on)
    if (!byAddress.has(id)) byAddress.set(id, dependency)
  }
  return [...byAddress.values()]
}

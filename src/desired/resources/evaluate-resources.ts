import type { ResourceKind } from '../../model/address.ts'
import type { Dependency } from '../../model/desired-resource.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'
import type { Fields } from '../../model/fields.ts'
import type { RulesDeps } from '../../model/kind.ts'
import type { Expression } from '../../syntax/expression.ts'
import type { DeclaredResource, Declarations } from '../declarations/declarations.ts'
import { evaluate } from '../evaluate/evaluate.ts'
import type { Host } from '../evaluate/host.ts'
import { unknownValue } from '../evaluate/make-value.ts'
import { childScope, makeScope, type Binding, type Scope } from '../evaluate/scope.ts'
import type { Value } from '../evaluate/value.ts'
import { FUNCTIONS } from '../functions/functions.ts'
import { attributesOfInstance } from './attributes-of-instance.ts'
import { decodeInstance, type DecodedResource } from './decode-instance.ts'
import { dependencyOrder, type EvaluationNode } from './dependency-order.ts'
import { evaluationNodes } from './evaluation-nodes.ts'
import { attributeNamed, type Instance, readInstances, repetitionOfBlock } from './instances.ts'
import { fromMap, namespace, World } from './world.ts'

export interface ResourcesInput {
  readonly declarations: Declarations
  readonly variables: ReadonlyMap<string, Value>
  readonly kinds: readonly ResourceKind[]
  readonly fields: (kind: ResourceKind) => Fields
  readonly context: RulesDeps
  readonly host: Host
  readonly report: (diagnostic: Diagnostic) => void
  readonly hide: (expression: Expression) => void
}

/** Evaluates locals and resources in the order of their dependencies; gives the resources in the order in which they are declared. */
export function evaluateResources(input: ResourcesInput): readonly DecodedResource[] {
  const nodes = evaluationNodes(input.declarations)
  const { ids, cyclic } = dependencyOrder(nodes, input.report)
  const evaluation = new ResourcesEvaluation(input, nodes)
  for (const id of ids) evaluation.evaluate(id, cyclic.has(id))
  return [...input.declarations.resources.keys()].flatMap((id) => evaluation.resourcesOf(id))
}

class ResourcesEvaluation {
  readonly #input: ResourcesInput
  readonly #nodes: ReadonlyMap<string, EvaluationNode>
  readonly #world: World
  readonly #scope: Scope
  readonly #resources = new Map<string, readonly DecodedResource[]>()
  /** What each local read of resources, directly or through others: who uses the local depends on them. */
  readonly #readsOfLocals = new Map<string, readonly Dependency[]>()

  constructor(input: ResourcesInput, nodes: readonly EvaluationNode[]) {
    const namesOf = (resource: DeclaredResource): readonly string[] => Object.keys(input.fields(resource.rules.kind))
    this.#input = input
    this.#nodes = new Map(nodes.map((node) => [node.id, node]))
    this.#world = new World(input.declarations, input.variables, namesOf)
    const bindings = new Map<string, Binding>([...this.#world.namespaces(input.kinds), ...OUT_OF_PLACE])
    this.#scope = makeScope({ bindings, functions: FUNCTIONS, host: input.host })
  }

  resourcesOf(id: string): readonly DecodedResource[] {
    return this.#resources.get(id) ?? []
  }

  /** A node on a cycle has no value, but mistakes in it are still found. */
  evaluate(id: string, cyclic: boolean): void {
    const declared = this.#input.declarations.resources.get(id)
    if (declared === undefined) this.#evaluateLocal(id, cyclic)
    else this.#evaluateResource(declared, cyclic)
  }

  #evaluateLocal(id: string, cyclic: boolean): void {
    const name = id.slice('local.'.length)
    const attribute = this.#input.declarations.locals.get(name)
    if (attribute === undefined) return
    this.#world.takeReads()
    const value = evaluatorIn(this.#scope, this.#input.report)(attribute.value)
    this.#world.setLocal(name, cyclic ? unknownValue() : value)
    this.#readsOfLocals.set(id, [...this.#world.takeReads(), ...this.#readsThroughLocals(id)])
  }

  #readsThroughLocals(id: string): readonly Dependency[] {
    const needs = this.#nodes.get(id)?.needs ?? []
    return needs.flatMap(({ id: needed, range }) =>
      (this.#readsOfLocals.get(needed) ?? []).map((read): Dependency => ({ ...read, range })),
    )
  }

  #evaluateResource(declared: DeclaredResource, cyclic: boolean): void {
    const { block, id } = declared
    const report = this.#reporterFor(id)
    this.#world.takeReads()
    const evaluateOutside = evaluatorIn(this.#scope, report)
    const forEach = attributeNamed(block, 'for_each')
    const count = attributeNamed(block, 'count')
    const read = readInstances(forEach, count, { evaluate: evaluateOutside, report })
    const shared = [...this.#world.takeReads(), ...this.#readsThroughLocals(id)]
    const decode = (instance: Instance, to: typeof report): DecodedResource =>
      this.#decodeInstance({ declared, instance, shared }, to)
    if (read.sample !== undefined) decode(read.sample, report)
    const once = onceEach(report)
    const decodedInstances = read.instances.map((instance) => decode(instance, once()))
    this.#resources.set(id, decodedInstances)
    if (!cyclic && read.known) this.#expand(declared, decodedInstances)
  }

  #decodeInstance(
    part: { readonly declared: DeclaredResource; readonly instance: Instance; readonly shared: readonly Dependency[] },
    report: (diagnostic: Diagnostic) => void,
  ): DecodedResource {
    const { declared, instance, shared } = part
    const { kind } = declared.rules
    const scope = childScope(this.#scope, bindingsOf(instance))
    return decodeInstance(declared, instance.key, {
      fields: this.#input.fields(kind),
      evaluate: (to) => evaluatorIn(scope, to),
      report,
      hide: this.#input.hide,
      resources: this.#input.declarations.resources,
      world: this.#world,
      shared,
    })
  }

  /** From now on the resource can be referred to. */
  #expand({ id, block, rules }: DeclaredResource, instances: readonly DecodedResource[]): void {
    const byKey = new Map(instances.map((instance) => [instance.resource.address.key, instance]))
    const attributes = new Map<string | number | undefined, ReadonlyMap<string, Value>>()
    this.#world.setExpansion(id, {
      repetition: repetitionOfBlock(block),
      keys: [...byKey.keys()],
      attributes: (key) => {
        const known = attributes.get(key)
        if (known !== undefined) return known
        const instance = byKey.get(key)
        if (instance === undefined) return new Map()
        const made = attributesOfInstance(instance, rules, { ...this.#input, world: this.#world })
        attributes.set(key, made)
        return made
      },
    })
  }

  #reporterFor(id: string): (diagnostic: Diagnostic) => void {
    return (diagnostic) => this.#input.report({ address: id, ...diagnostic })
  }
}

function evaluatorIn(scope: Scope, report: (diagnostic: Diagnostic) => void): (expression: Expression) => Value {
  return (expression) => {
    const { value, diagnostics } = evaluate(expression, scope)
    diagnostics.forEach(report)
    return value
  }
}

function bindingsOf({ bindings }: Instance): ReadonlyMap<string, Binding> {
  const named = [...bindings].map(
    ([name, values]) => [name, namespace(`attribute of "${name}"`, fromMap(values), () => '')] as const,
  )
  return new Map(named)
}

/** Names that have members only in repeated blocks: elsewhere they say so. */
const OUT_OF_PLACE: readonly (readonly [string, Binding])[] = [
  [
    'each',
    namespace('attribute of "each"', fromMap(new Map()), () => '"each" is only known in a block with "for_each".'),
  ],
  [
    'count',
    namespace('attribute of "count"', fromMap(new Map()), () => '"count" is only known in a block with "count".'),
  ],
]

/** A mistake that every instance has is reported once: a reporter for each instance, silent about what earlier ones reported. */
function onceEach(report: (diagnostic: Diagnostic) => void): () => (diagnostic: Diagnostic) => void {
  const earlier = new Set<string>()
  return () => {
    const known = new Set(earlier)
    return (diagnostic) => {
      const key = JSON.stringify([diagnostic.code, diagnostic.range])
      if (known.has(key)) return
      earlier.add(key)
      report(diagnostic)
    }
  }
}

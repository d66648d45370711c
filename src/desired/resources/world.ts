import { formatAddress, type Address, type ResourceKind } from '../../model/address.ts'
import type { Dependency } from '../../model/desired-resource.ts'
import type { SourceRange } from '../../model/source-range.ts'
import type { Declarations, DeclaredResource } from '../declarations/declarations.ts'
import { listValue, objectValue, referenceValue, unknownValue } from '../evaluate/make-value.ts'
import type { Namespace } from '../evaluate/scope.ts'
import type { Members, Value } from '../evaluate/value.ts'
import type { Repetition } from './instances.ts'

/** What a resource's label stands for once its instances are known. */
export interface Expansion {
  readonly repetition: Repetition
  readonly keys: readonly Address['key'][]
  /** The attributes of an instance by name, computed when first asked for. */
  readonly attributes: (key: Address['key']) => ReadonlyMap<string, Value>
}

/** Everything that was evaluated so far, and what is being read of it now. */
export class World {
  readonly #declarations: Declarations
  readonly #variables: ReadonlyMap<string, Value>
  readonly #attributeNames: (resource: DeclaredResource) => readonly string[]
  readonly #locals = new Map<string, Value>()
  readonly #expansions = new Map<string, Expansion>()
  readonly #values = new Map<string, Value>()
  #reads: Dependency[] = []

  constructor(
    declarations: Declarations,
    variables: ReadonlyMap<string, Value>,
    attributeNames: (resource: DeclaredResource) => readonly string[],
  ) {
    this.#declarations = declarations
    this.#variables = variables
    this.#attributeNames = attributeNames
  }

  setLocal(name: string, value: Value): void {
    this.#locals.set(name, value)
  }

  setExpansion(id: string, expansion: Expansion): void {
    this.#expansions.set(id, expansion)
  }

  /** The instances of a resource; nothing before it was expanded. */
  expansion(id: string): Expansion | undefined {
    return this.#expansions.get(id)
  }

  /** Attributes of resources that were read since the last call: dependencies of what was evaluated. */
  takeReads(): readonly Dependency[] {
    const reads = this.#reads
    this.#reads = []
    return reads
  }

  /** The groups of names that every expression of the configuration can see. */
  namespaces(kinds: readonly ResourceKind[]): ReadonlyMap<string, Namespace> {
    return new Map([
      ['var', namespace('variable', fromMap(this.#variables), (name) => `Declare it with: variable "${name}" {}.`)],
      ['local', namespace('local', this.#localMembers(), (name) => `Declare it with: locals { ${name} = … }.`)],
      ...kinds.map((kind) => [kind, this.#kindNamespace(kind)] as const),
    ])
  }

  #localMembers(): Members {
    const { locals } = this.#declarations
    return {
      names: () => locals.keys(),
      has: (name) => locals.has(name),
      get: (name) => this.#locals.get(name) ?? unknownValue(),
    }
  }

  #kindNamespace(kind: ResourceKind): Namespace {
    const { resources } = this.#declarations
    const labels = (): readonly string[] =>
      [...resources.values()].flatMap((resource) => (resource.rules.kind === kind ? [resource.label] : []))
    const members: Members = {
      names: labels,
      has: (label) => resources.has(`${kind}.${label}`),
      get: (label) => this.#valueOf(kind, label),
    }
    return namespace(kind.replace('_', ' '), members, (label) => `Declare it with: ${kind} "${label}" { … }.`)
  }

  /** A reference, or all of them by key or in order; unknown for a resource on a cycle. */
  #valueOf(kind: ResourceKind, label: string): Value {
    const id = `${kind}.${label}`
    const known = this.#values.get(id)
    const expansion = this.#expansions.get(id)
    if (known !== undefined || expansion === undefined) return known ?? unknownValue()
    const value = this.#makeValue({ kind, label }, expansion)
    this.#values.set(id, value)
    return value
  }

  #makeValue(base: Address, { repetition, keys }: Expansion): Value {
    switch (repetition) {
      case 'none':
        return this.reference(base)
      case 'count':
        return listValue(keys.map((key) => this.reference(withKey(base, key))))
      case 'for_each':
        return objectValue(keys.map((key) => [String(key), this.reference(withKey(base, key))] as const))
    }
  }

  /** A reference whose attributes, when read, become dependencies. */
  reference(address: Address): Value {
    const id = `${address.kind}.${address.label}`
    const declared = this.#declarations.resources.get(id)
    const names = declared === undefined ? [] : this.#attributeNames(declared)
    return referenceValue(address, {
      names: () => names,
      has: (name) => names.includes(name),
      get: (name, from) => {
        if (!names.includes(name)) return undefined
        this.#reads.push(readOf(address, name, from))
        return this.#expansions.get(id)?.attributes(address.key).get(name) ?? unknownValue()
      },
    })
  }
}

export function withKey({ kind, label }: Address, key: Address['key']): Address {
  return key === undefined ? { kind, label } : { kind, label, key }
}

export function fromMap(values: ReadonlyMap<string, Value>): Members {
  return { names: () => values.keys(), has: (name) => values.has(name), get: (name) => values.get(name) }
}

export function namespace(noun: string, members: Members, remedy: (name: string) => string): Namespace {
  return { binding: 'namespace', noun, members, remedy }
}

function readOf(on: Address, name: string, range: SourceRange): Dependency {
  return { on, range, expression: `${formatAddress(on)}.${name}` }
}

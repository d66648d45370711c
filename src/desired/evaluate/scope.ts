import type { FunctionCatalogue } from './function-declaration.ts'
import type { Host } from './host.ts'
import type { Members, Value } from './value.ts'

/** What a name at the root of a traversal stands for. */
export type Binding = BoundValue | Namespace

/** A name with a value of its own: one bound by `for`. */
export interface BoundValue {
  readonly binding: 'value'
  readonly value: Value
}

/**
 * A group of names that is not a value itself: `var`, `local`, `each`, `count`, `stream`. Only its members can be read, each
 * by a name written out (`var.bucket`), so that all dependencies are known before anything is evaluated.
 */
export interface Namespace {
  readonly binding: 'namespace'
  /** What a member is called in messages: `variable`, `stream`. */
  readonly noun: string
  readonly members: Members
  /** A sentence saying what to do where the member does not exist: `Declare it with: variable "x" {}.` */
  readonly remedy?: (name: string) => string
}

/** Everything an expression can see. */
export interface Scope {
  lookup(name: string): Binding | undefined
  /** All names that can be looked up, for did-you-mean. */
  names(): Iterable<string>
  readonly functions: FunctionCatalogue
  readonly host: Host
}

/** A scope of the given root names. */
export function makeScope(options: {
  readonly bindings: ReadonlyMap<string, Binding>
  readonly functions: FunctionCatalogue
  readonly host: Host
}): Scope {
  const { bindings, functions, host } = options
  return { lookup: (name) => bindings.get(name), names: () => bindings.keys(), functions, host }
}

/** A scope with further names, which hide those of the same name outside: inside `for`, splats and `each`/`count` blocks. */
export function childScope(parent: Scope, bindings: ReadonlyMap<string, Binding>): Scope {
  return {
    lookup: (name) => bindings.get(name) ?? parent.lookup(name),
    names: () => new Set([...bindings.keys(), ...parent.names()]),
    functions: parent.functions,
    host: parent.host,
  }
}

export function boundValue(value: Value): BoundValue {
  return { binding: 'value', value }
}

import type { DesiredResource } from '../model/desired-resource.ts'

type Resources = readonly DesiredResource[]

/** Computes something about a list of resources once, however many rules ask: checks over thousands of resources stay linear. */
export function perList<Result>(compute: (all: Resources) => Result): (all: Resources) => Result {
  const known = new WeakMap<Resources, { readonly result: Result }>()
  return (all) => {
    const found = known.get(all)
    if (found !== undefined) return found.result
    const result = compute(all)
    known.set(all, { result })
    return result
  }
}

import { formatAddress } from '../../model/address.ts'
import type { DesiredResource } from '../../model/desired-resource.ts'
import type { Diagnostic } from '../../model/diagnostic.ts'

/** Diagnostics of what happened outside, each with the block that its resource is declared in; for one of several instances the address says more. */
export function withPlaces(
  diagnostics: readonly Diagnostic[],
  resources: readonly DesiredResource[],
): readonly Diagnostic[] {
  const single = resources.filter(({ address }) => address.key === undefined)
  const ranges = new Map(single.map(({ address, range }) => [formatAddress(address), range]))
  return diagnostics.map((diagnostic) => {
    const range = diagnostic.range ?? ranges.get(diagnostic.address ?? '')
    return range === undefined ? diagnostic : { ...diagnostic, range }
  })
}

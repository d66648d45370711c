import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import type { Diagnostic } from '../model/diagnostic.ts'
import type { KindRules, RulesDeps } from '../model/kind.ts'
import type { DecodedResource } from './resources/decode-instance.ts'

export interface CheckDeps {
  readonly context: RulesDeps
  readonly report: (diagnostic: Diagnostic) => void
  /** False where a syntax error may hide resources: nothing is checked then. */
  readonly whole: boolean
}

/**
 * Normalizes all resources and runs their kinds' checks. Only resources that could be read as a whole, and need none that
 * could not, are checked: the others' mistakes are reported already.
 */
export function checkResources(
  decoded: readonly DecodedResource[],
  kinds: readonly KindRules[],
  { context, report, whole }: CheckDeps,
): readonly DesiredResource[] {
  const rulesOf = new Map(kinds.map((rules) => [rules.kind, rules]))
  const all = decoded.map((part) => part.resource)
  const normalized = all.map((resource) => rulesOf.get(resource.kind)?.normalize(resource, all, context) ?? resource)
  const broken = incompleteAddresses(decoded, normalized)
  const sound = normalized.filter((resource) => !broken.has(formatAddress(resource.address)))
  for (const resource of whole ? sound : []) {
    for (const check of rulesOf.get(resource.kind)?.checks ?? []) check(resource, sound, context).forEach(report)
  }
  return sound
}

/** Resources that were not read as a whole, and those that need them, directly or through others. */
function incompleteAddresses(
  decoded: readonly DecodedResource[],
  normalized: readonly DesiredResource[],
): ReadonlySet<string> {
  const neededBy = new Map<string, string[]>()
  for (const resource of normalized) {
    for (const { on } of resource.dependencies) {
      const id = formatAddress(on)
      const dependents = neededBy.get(id) ?? []
      dependents.push(formatAddress(resource.address))
      neededBy.set(id, dependents)
    }
  }
  const broken = new Set(decoded.flatMap((part) => (part.complete ? [] : [formatAddress(part.resource.address)])))
  for (const id of broken) for (const dependent of neededBy.get(id) ?? []) broken.add(dependent)
  return broken
}

import type { ResourceKind } from '../model/address.ts'
import { InternalError } from '../model/internal-error.ts'
import type { KindRules } from '../model/kind.ts'

export function rulesOf(kinds: readonly KindRules[], kind: ResourceKind): KindRules {
  const found = kinds.find((rules) => rules.kind === kind)
  if (found === undefined) throw new InternalError(`Cannot plan a resource of kind "${kind}": its rules are not there`)
  return found
}

import type { ResourceKind } from '../model/address.ts'
import { InternalError } from '../model/internal-error.ts'
import type { KindActions } from '../model/kind.ts'

export function actionsOf(kinds: readonly KindActions[], kind: ResourceKind): KindActions {
  const found = kinds.find((actions) => actions.kind === kind)
  if (found === undefined)
    throw new InternalError(`Cannot apply a resource of kind "${kind}": its actions are not there`)
  return found
}

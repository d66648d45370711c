import type { DesiredResource } from '../model/desired-resource.ts'
import { diagnose, type Diagnostic } from '../model/diagnostic.ts'
import type { Change } from '../model/plan.ts'
import { PROTECTED_FROM_DELETION, STILL_IN_USE } from './diagnostics.ts'

/** A check: what is protected is neither deleted nor replaced. The configuration decides where it has the block, else what is recorded. */
export function protectedStay(change: Change, desired: DesiredResource | undefined): readonly Diagnostic[] {
  if (change.action !== 'delete' && change.action !== 'replace') return []
  if (!(desired?.preventDestroy ?? change.before?.preventDestroy ?? false)) return []
  const { address } = change
  const detail =
    desired === undefined
      ? `"${address}" would be deleted because its block is gone, but it was applied with "prevent_destroy". To delete it, put the block back with "prevent_destroy = false", apply, and remove the block then.`
      : `"${address}" would be ${change.action === 'delete' ? 'deleted' : 'replaced'}, but "prevent_destroy" is set. Lift the protection if that is wanted${change.action === 'replace' ? ', or undo the change that forces the replacement' : ''}.`
  return [diagnose(PROTECTED_FROM_DELETION, { detail, address, ...(desired && { range: desired.range }) })]
}

/** A check: nothing is deleted below a resource that stays and needs it. `users`: what needed it when it was applied. */
export function unusedOnly(change: Change, users: readonly Change[]): readonly Diagnostic[] {
  if (change.action !== 'delete') return []
  const staying = users.filter((user) => user.after?.dependsOn.includes(change.address)).map((user) => user.address)
  if (staying.length === 0) return []
  const { address } = change
  const detail = `"${address}" would be deleted, but it is needed by ${staying.map((user) => `"${user}"`).join(', ')}. Remove these as well, or make them use another one.`
  return [diagnose(STILL_IN_USE, { detail, address })]
}

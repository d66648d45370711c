import type { ChangeCounts } from '../../../model/count-changes.ts'
import type { JsonMessage } from '../view.ts'

/** Terraform's `change_summary`, of a plan and of what was done. */
export function summaryMessage(
  operation: 'plan' | 'apply' | 'destroy',
  { add, change, destroy }: ChangeCounts,
): JsonMessage {
  const resources = `${add} added, ${change} changed, ${destroy} destroyed`
  const text =
    operation === 'plan'
      ? `Plan: ${add} to add, ${change} to change, ${destroy} to destroy.`
      : `${operation === 'destroy' ? 'Destroy' : 'Apply'} complete! Resources: ${resources}.`
  return { level: 'info', text, type: 'change_summary', rest: { changes: { add, change, remove: destroy, operation } } }
}

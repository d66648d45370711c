import type { Change } from '../../../model/plan.ts'
import { parseAddress } from '../../../model/address.ts'

/** Terraform's `planned_change` object, with the field changes beside it; secrets serialize as a mask. */
export function changeToJson(change: Change): object {
  const address = parseAddress(change.address)
  return {
    resource: {
      addr: change.address,
      resource: change.address,
      resource_type: change.kind,
      resource_name: address?.label ?? change.address,
      resource_key: address?.key ?? null,
    },
    action: change.action === 'no-op' ? 'noop' : change.action,
    ...(change.reason === undefined ? {} : { reason: change.reason }),
    field_changes: change.fieldChanges.map((field) => ({
      path: field.path,
      ...(field.before === undefined ? {} : { before: field.before }),
      ...(field.after === undefined ? {} : { after: field.after }),
      ...(field.afterUnknown === true ? { after_unknown: true } : {}),
      ...(field.forcesReplacement === true ? { forces_replacement: true } : {}),
    })),
  }
}

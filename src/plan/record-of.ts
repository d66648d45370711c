import { formatAddress } from '../model/address.ts'
import type { DesiredResource } from '../model/desired-resource.ts'
import type { FieldValue, FieldValues } from '../model/fields.ts'
import type { Attributes, RecordedResource } from '../model/state.ts'

/** A wanted resource as it will be recorded. Fields that are null are left out. */
export function recordOf(desired: DesiredResource, attributes: Attributes = {}): RecordedResource {
  return {
    address: formatAddress(desired.address),
    kind: desired.kind,
    fields: Object.fromEntries(Object.entries(desired.fields).filter(([, value]) => value !== null)),
    attributes,
    dependsOn: [...new Set(desired.dependencies.map((dependency) => formatAddress(dependency.on)))],
    preventDestroy: desired.preventDestroy,
  }
}

/** All that a user can change about a resource, as fields: with its protection, and what it needs without a field saying so. */
export function settingsOf(resource: RecordedResource): FieldValues {
  const referred = new Set(Object.values(resource.fields).filter(isText))
  const others = resource.dependsOn.filter((address) => !referred.has(address)).toSorted()
  return {
    ...resource.fields,
    ...(others.length > 0 && { depends_on: others }),
    ...(resource.preventDestroy && { lifecycle: { prevent_destroy: true } }),
  }
}

function isText(value: FieldValue): value is string {
  return typeof value === 'string'
}

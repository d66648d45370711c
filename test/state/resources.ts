import type { FieldValues } from '../../src/model/fields.ts'
import { Secret } from '../../src/model/secret.ts'
import type { PendingOperation, RecordedResource, StateStep } from '../../src/model/state.ts'

export const CANARY = 'canary-9b1d6f'

/** A connector as it would be recorded. */
export function connector(label: string, fields: FieldValues = {}): RecordedResource {
  return {
    address: `data_connector.${label}`,
    kind: 'data_connector',
    fields: { name: label, local_directory: { path: `out/${label}` }, ...fields },
    attributes: { uid: `uid-${label}`, revisions: [1, 2] },
    dependsOn: ['stream.demo'],
    preventDestroy: label.length % 2 === 0,
  }
}

export function secretConnector(label: string, secret = CANARY): RecordedResource {
  return connector(label, { credentials: [{ key: 'id', secret_key: new Secret(secret) }] })
}

export function begin(resource: RecordedResource, action: PendingOperation['action'] = 'create'): StateStep {
  return { step: 'begin', operation: { address: resource.address, action, resource } }
}

export function done(resource: RecordedResource): StateStep {
  return { step: 'done', address: resource.address, resource }
}

export function gone(resource: RecordedResource): StateStep {
  return { step: 'gone', address: resource.address }
}

export function cancelled(resource: RecordedResource): StateStep {
  return { step: 'cancelled', address: resource.address }
}

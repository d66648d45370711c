import { isJsonObject } from '../../io/disk/json-value.ts'
import type { JsonObject, JsonValue } from '../../io/disk/json-value.ts'
import { RESOURCE_KINDS } from '../../model/address.ts'
import { listPart, MalformedStateError, objectPart, textPart } from './parts.ts'
import type { StoredOperation, StoredResource, StoredStep } from './stored-resource.ts'

/** The gates for what is read back. All throw MalformedStateError. */
export function parseResource(value: JsonValue | undefined): StoredResource {
  if (!isJsonObject(value)) throw new MalformedStateError('a resource is no object')
  const kind = RESOURCE_KINDS.find((known) => known === value['kind'])
  if (kind === undefined) throw new MalformedStateError(`kind ${JSON.stringify(value['kind'])} is not known`)
  const proof = value['proof']
  return {
    address: textPart(value, 'address'),
    kind,
    fields: objectPart(value, 'fields'),
    attributes: objectPart(value, 'attributes'),
    dependsOn: listPart(value, 'dependsOn').map(String),
    preventDestroy: value['preventDestroy'] === true,
    ...(typeof proof === 'string' ? { proof } : {}),
  }
}

export function parseOperation(value: JsonValue | undefined): StoredOperation {
  if (!isJsonObject(value)) throw new MalformedStateError('an operation is no object')
  const action = value['action']
  if (action !== 'create' && action !== 'update' && action !== 'delete')
    throw new MalformedStateError(`action ${JSON.stringify(action)} is not known`)
  return { address: textPart(value, 'address'), action, resource: parseResource(value['resource']) }
}

export function parseStep(value: JsonObject): StoredStep {
  switch (textPart(value, 'step')) {
    case 'begin':
      return { step: 'begin', operation: parseOperation(value['operation']) }
    case 'done':
      return { step: 'done', address: textPart(value, 'address'), resource: parseResource(value['resource']) }
    case 'gone':
      return { step: 'gone', address: textPart(value, 'address') }
    case 'cancelled':
      return { step: 'cancelled', address: textPart(value, 'address') }
    default:
      throw new MalformedStateError(`step "${textPart(value, 'step')}" is not known`)
  }
}

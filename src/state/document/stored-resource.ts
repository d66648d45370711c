import type { ResourceKind } from '../../model/address.ts'
import type { Plain } from '../../model/plain.ts'

/** A resource as it stands at rest: secrets are ciphertext. */
export interface StoredResource {
  readonly address: string
  readonly kind: ResourceKind
  readonly fields: { readonly [name: string]: Plain }
  readonly attributes: { readonly [name: string]: Plain }
  readonly dependsOn: readonly string[]
  readonly preventDestroy: boolean
  /** Once the state has a key: proof of which fields are ciphertext, so that none can be replaced by clear text. */
  readonly proof?: string
}

export interface StoredOperation {
  readonly address: string
  readonly action: 'create' | 'update' | 'delete'
  readonly resource: StoredResource
}

export type StoredStep =
  | { readonly step: 'begin'; readonly operation: StoredOperation }
  | { readonly step: 'done'; readonly address: string; readonly resource: StoredResource }
  | { readonly step: 'gone'; readonly address: string }
  | { readonly step: 'cancelled'; readonly address: string }

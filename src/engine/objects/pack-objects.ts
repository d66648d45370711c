import type { StoredObject } from '../../model/connector.ts'
import type { ObjectMetadata, ObjectRole } from '../../model/object-metadata.ts'
import type { EngineWorld } from '../world.ts'
import { newObject } from './new-object.ts'
import type { ObjectPlan } from './new-object.ts'

export interface PackedObject {
  readonly object: StoredObject
  readonly metadata: ObjectMetadata
}

/** The objects of a batch as they are stored. */
export interface PackedBatch {
  /** In the order in which they are made. */
  readonly objects: readonly PackedObject[]
  /** Gives back what compressed bodies hold. */
  readonly release: () => void
}

/**
 * Makes and compresses the objects of a batch, beside the main thread. Bodies that are not compressed are the parts' own
 * memory; compressed ones count as used memory until they are released. Rejects with the signal's reason.
 */
export async function packObjects(
  { codecs, budget }: Pick<EngineWorld, 'codecs' | 'budget'>,
  plan: ObjectPlan,
  how: { readonly roles: readonly ObjectRole[]; readonly signal: AbortSignal },
): Promise<PackedBatch> {
  const { compression } = plan.revision
  const made = how.roles.map((role) => newObject(plan, role))
  if (compression === 'none') return { objects: made, release: () => undefined }
  let held = 0
  const release = () => {
    budget.refund(held)
    held = 0
  }
  try {
    const objects: PackedObject[] = []
    for (const { object, metadata } of made) {
      const body = await codecs[compression].compress(object.body, how.signal)
      const size = body.reduce((sum, { length }) => sum + length, 0)
      held += size
      budget.charge(size)
      objects.push({ object: withBody(object, body, size), metadata })
    }
    return { objects, release }
  } catch (error) {
    release()
    throw error
  }
}

function withBody(
  { key, metadata, contentType }: StoredObject,
  body: readonly Uint8Array[],
  size: number,
): StoredObject {
  return { key, body, size, metadata, contentType }
}

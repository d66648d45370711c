import { createObject } from './create-object.ts'
import type { Creation, CreationResult } from './create-object.ts'
import type { Exporter } from '../exporter.ts'
import type { BatchObject } from './build-objects.ts'

/** Who hears of objects that are there. */
export interface Reporting {
  /** They are created in place of somebody who announced them. */
  readonly recovered: boolean
  /** Keys of objects that were reported already; more are added. */
  readonly reported?: Set<string>
}

export interface CreatedObjects {
  /** Nothing can still be reading their bodies. */
  readonly clean: boolean
  /** Of each object, in the same order. */
  readonly results: readonly CreationResult[]
}

/** Creates one object after the other: each is there before the next is begun. Reports those that were created. */
export async function createObjects(
  exporter: Exporter,
  objects: readonly BatchObject[],
  creation: Creation & Reporting,
): Promise<CreatedObjects> {
  const results: CreationResult[] = []
  for (const object of objects) {
    if (results.length > 0) await exporter.crashPoint('between-objects')
    const result = await createObject(exporter, object, creation)
    if (result.outcome === 'created' || !creation.recovered) reportObject(exporter, object, creation)
    results.push(result)
  }
  return { clean: results.every(({ clean }) => clean), results }
}

/** Reports that an object is there, once. */
export function reportObject(
  exporter: Exporter,
  { key, size: bytes, says: metadata }: BatchObject,
  { revision, recovered, reported }: Pick<Creation, 'revision'> & Reporting,
): void {
  if (reported?.has(key) === true) return
  reported?.add(key)
  const place = exporter.connectors.ready(revision)?.place ?? ''
  exporter.world.emit({ event: 'object', exporter: exporter.name, key, place, bytes, metadata, recovered })
}

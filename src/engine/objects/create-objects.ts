import { createObject } from './create-object.ts'
import type { Creation, CreationResult } from './create-object.ts'
import type { Exporter } from '../exporter.ts'
import type { PackedObject } from './pack-objects.ts'

/** The objects of one announced batch. */
export interface BatchCreation extends Omit<Creation, 'object' | 'letGo'> {
  /** At least one, in the order in which they are made. */
  readonly objects: readonly PackedObject[]
  /** They are made in place of somebody who announced them. */
  readonly recovered: boolean
  /** Of the lines, as in Creation. */
  readonly letGo?: ((bytes: number) => boolean) | undefined
  /** Keys of objects that were told already; more are added. */
  readonly told?: Set<string>
}

export interface BatchCreationResult {
  /** Nothing can still be reading their bodies. */
  readonly clean: boolean
  /** Of each object, in the same order. */
  readonly results: readonly CreationResult[]
}

/** Makes one object after the other: each is there before the next is begun. Tells those that were made. */
export async function createObjects(exporter: Exporter, batch: BatchCreation): Promise<BatchCreationResult> {
  const results: CreationResult[] = []
  for (const packed of batch.objects) {
    if (results.length > 0) await exporter.crashPoint('between-objects')
    const result = await createObject(exporter, creationOf(packed, batch))
    if (result.outcome === 'created' || !batch.recovered) tellObject(exporter, packed, batch)
    results.push(result)
  }
  return { clean: results.every(({ clean }) => clean), results }
}

/** Dead letters are few: they are kept. */
function creationOf({ object, metadata }: PackedObject, { letGo, ...batch }: BatchCreation): Creation {
  return { ...batch, object, ...(letGo === undefined || metadata.role !== 'lines' ? {} : { letGo }) }
}

/** Tells that an object is there, once. */
export function tellObject(
  exporter: Exporter,
  { object, metadata }: PackedObject,
  { revision, recovered, told }: Pick<BatchCreation, 'revision' | 'recovered' | 'told'>,
): void {
  const { key, size: bytes } = object
  if (told?.has(key) === true) return
  told?.add(key)
  const place = exporter.connectors.ready(revision)?.place ?? ''
  exporter.world.emit({ event: 'object', exporter: exporter.name, key, place, bytes, metadata, recovered })
}

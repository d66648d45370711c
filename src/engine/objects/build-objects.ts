import { combineCrc32c, crc32c } from '../../lib/crc32c.ts'
import { COMPRESSED_CONTENT_TYPES } from '../../model/codec.ts'
import type { StoredObject } from '../../model/connector.ts'
import { formatFor, objectSuffix } from '../../model/object-format.ts'
import type { ObjectFormat, RecordsToEncode } from '../../model/object-format.ts'
import { objectKey } from '../../model/object-key/object-key.ts'
import type { ObjectMetadata, ObjectRole } from '../../model/object-metadata.ts'
import { encodeMetadata } from '../../model/stored-metadata.ts'
import type { SealedBatch } from '../batch/sealed-batch.ts'
import type { EngineWorld } from '../world.ts'
import { objectMetadata, recordsOf } from './object-metadata.ts'

/** An object of a batch, ready to be stored. */
export interface BatchObject extends StoredObject {
  /** Its metadata before they were encoded. */
  readonly says: ObjectMetadata
  /** Its body is the batch's own memory, from its first record to the last. */
  readonly isInPlace: boolean
}

export interface BuiltObjects {
  /** In the order in which they are created. */
  readonly objects: readonly BatchObject[]
  /** Releases what bodies hold that are not in place. Idempotent. */
  readonly release: () => void
}

interface BuildDeps extends Pick<EngineWorld, 'codecs' | 'formats' | 'budget'> {
  readonly signal: AbortSignal
}

/**
 * Builds the objects of a batch: encoded in the format of its revision, then compressed, beside the main thread. The same ranges give the
 * same bytes, whoever builds them. What is encoded or compressed counts as used memory until it is released. Rejects with the signal's reason.
 */
export async function buildObjects(
  batch: SealedBatch,
  roles: readonly ObjectRole[],
  deps: BuildDeps,
): Promise<BuiltObjects> {
  const held = new HeldBytes(deps.budget)
  try {
    const objects: BatchObject[] = []
    for (const role of roles) objects.push(await buildObject(batch, role, { ...deps, held }))
    return { objects, release: () => held.release() }
  } catch (error) {
    held.release()
    throw error
  }
}

/** Bytes of bodies that have memory of their own. */
class HeldBytes {
  readonly #budget: EngineWorld['budget']
  #bytes = 0

  constructor(budget: EngineWorld['budget']) {
    this.#budget = budget
  }

  add(bytes: number): void {
    this.#bytes += bytes
    this.#budget.charge(bytes)
  }

  release(bytes = this.#bytes): void {
    if (bytes === 0) return
    this.#bytes -= bytes
    this.#budget.refund(bytes)
  }
}

interface BuildingDeps extends BuildDeps {
  readonly held: HeldBytes
}

async function buildObject(batch: SealedBatch, role: ObjectRole, deps: BuildingDeps): Promise<BatchObject> {
  const { revision, time, partitions } = batch
  const { compression } = revision
  const format = formatFor(deps.formats, revision, role)
  const content = await contentOf(batch, { format, role }, deps)
  const says = objectMetadata(batch, { role, crc: content.crc })
  const head = {
    key: objectKey(revision, { role, time, partitions, suffix: objectSuffix(format, compression) }),
    metadata: encodeMetadata(says),
    says,
  }
  if (compression === 'none') {
    const { body, size, crc, isInPlace } = content
    return { ...head, body, size, contentType: format.contentType, crc32c: crc, isInPlace }
  }
  const body = await deps.codecs[compression].compress(content.body, deps.signal)
  const size = bytesOf(body)
  deps.held.add(size)
  if (!content.isInPlace) deps.held.release(content.size)
  return { ...head, body, size, contentType: COMPRESSED_CONTENT_TYPES[compression], isInPlace: false }
}

/** Before compression. */
interface Content {
  readonly body: readonly Uint8Array[]
  readonly size: number
  readonly crc: number
  readonly isInPlace: boolean
}

async function contentOf(
  { parts }: SealedBatch,
  { format, role }: { readonly format: ObjectFormat; readonly role: ObjectRole },
  { held, signal }: BuildingDeps,
): Promise<Content> {
  const all = parts.flatMap((part): RecordsToEncode[] => {
    const records = recordsOf(part, role)
    return records === undefined ? [] : [{ partition: part.partition, records }]
  })
  if (format.encode === undefined) return inPlace(all)
  const body = await format.encode(all, signal)
  const size = bytesOf(body)
  held.add(size)
  return { body, size, crc: body.reduce((crc, chunk) => crc32c(chunk, crc), 0), isInPlace: false }
}

/** Nothing is copied, and the checksum is known. */
function inPlace(parts: readonly RecordsToEncode[]): Content {
  return {
    body: parts.flatMap(({ records }) => records.chunks()),
    size: parts.reduce((sum, { records }) => sum + records.size, 0),
    crc: parts.reduce((crc, { records }) => combineCrc32c(crc, records.crc, records.size), 0),
    isInPlace: true,
  }
}

function bytesOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, { length }) => sum + length, 0)
}

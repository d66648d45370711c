import { open } from 'node:fs/promises'
import type { CreateOutcome, HeadOutcome, StoredObject, Sink } from '../../model/connector.ts'
import { SinkError } from '../../model/connector.ts'
import { metadataBytes } from '../../model/stored-metadata.ts'
import { createDurably } from '../../io/disk/create-durably.ts'
import { errorCode } from '../../io/disk/error-code.ts'
import { LOCAL_DIRECTORY_LIMITS } from './fields.ts'
import { objectPath } from './keys.ts'
import { findMetadata, writeCandidate } from './metadata.ts'
import type { Root } from './root.ts'
import { sinkError } from './sink-error.ts'
import type { Work } from './work.ts'

/** Creates objects as files: metadata first, then the body under a temporary name, then its own name (state/FORMAT.md, "Objects in local files"). */
export class LocalDirectorySink implements Sink {
  readonly #root: Root
  readonly #work: Work

  constructor(root: Root, work: Work) {
    this.#root = root
    this.#work = work
  }

  create(object: StoredObject, signal: AbortSignal): Promise<CreateOutcome> {
    return this.#work.run(() => this.#create(object, signal), signal)
  }

  head(key: string, signal: AbortSignal): Promise<HeadOutcome> {
    return this.#work.run(() => this.#head(key, signal), signal)
  }

  async #create(object: StoredObject, signal: AbortSignal): Promise<CreateOutcome> {
    try {
      const path = objectPath(this.#root.path, object.key)
      requireFittingMetadata(object)
      await this.#root.require()
      await writeCandidate(this.#root, object, signal)
      return await createDurably(path, object.body, { signal, files: this.#root.files })
    } catch (error) {
      throw sinkError(error, `create the object "${object.key}" in "${this.#root.path}"`, signal)
    }
  }

  async #head(key: string, signal: AbortSignal): Promise<HeadOutcome> {
    try {
      await this.#root.require()
      const file = await open(objectPath(this.#root.path, key), 'r')
      try {
        const facts = await file.stat()
        if (!facts.isFile()) throw new SinkError('conflict', `Cannot use the object key "${key}": it is not a file`)
        const metadata = await findMetadata(this.#root, key, { file, size: facts.size })
        return { outcome: 'found', metadata, size: facts.size }
      } finally {
        await file.close()
      }
    } catch (error) {
      if (errorCode(error) === 'ENOENT' || errorCode(error) === 'ENOTDIR') return { outcome: 'absent' }
      if (errorCode(error) === 'EACCES' || errorCode(error) === 'EPERM') return { outcome: 'forbidden' }
      throw sinkError(error, `read the metadata of the object "${key}" in "${this.#root.path}"`, signal)
    }
  }
}

function requireFittingMetadata(object: StoredObject): void {
  if (metadataBytes(object.metadata) <= LOCAL_DIRECTORY_LIMITS.metadataBytes) return
  throw new SinkError('invalid', `Cannot create the object "${object.key}": its metadata is too large`)
}

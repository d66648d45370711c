import type { CreateOutcome, HeadOutcome, StoredObject, Sink } from '../../model/connector.ts'
import { SinkError } from '../../model/connector.ts'
import { headObject } from '../../io/s3/head-object.ts'
import { putInParts } from '../../io/s3/put-in-parts.ts'
import { putObject } from '../../io/s3/put-object.ts'
import type { S3Session } from '../../io/s3/s3-session.ts'
import { metadataBytes } from '../../model/stored-metadata.ts'
import { S3_BUCKET_LIMITS } from './fields.ts'
import { sinkError } from './sink-error.ts'

export interface S3BucketSinkOptions {
  readonly session: S3Session
  readonly place: string
  /** Larger objects are uploaded in parts: bytes. */
  readonly multipartThreshold: number
}

/** Creates objects with create-only requests, one attempt a call: the engine retries, and knows when it may. */
export class S3BucketSink implements Sink {
  readonly #options: S3BucketSinkOptions

  constructor(options: S3BucketSinkOptions) {
    this.#options = options
  }

  async create(object: StoredObject, signal: AbortSignal): Promise<CreateOutcome> {
    const { session, place, multipartThreshold } = this.#options
    try {
      requireFitting(object)
      const put = object.size > multipartThreshold ? putInParts : putObject
      return await put(session, object, signal)
    } catch (error) {
      throw sinkError(error, `create the object "${object.key}" in "${place}"`, signal)
    }
  }

  async head(key: string, signal: AbortSignal): Promise<HeadOutcome> {
    try {
      return await headObject(this.#options.session, key, signal)
    } catch (error) {
      throw sinkError(error, `read the metadata of the object "${key}" in "${this.#options.place}"`, signal)
    }
  }
}

const LONE_SURROGATE = /\p{Surrogate}/u

function requireFitting({ key, metadata }: StoredObject): void {
  const wrong = whatIsWrong(key)
  if (wrong !== undefined) throw new SinkError('invalid', `Cannot use the object key "${key}": ${wrong}`)
  if (metadataBytes(metadata) <= S3_BUCKET_LIMITS.metadataBytes) return
  throw new SinkError('invalid', `Cannot create the object "${key}": its metadata is too large`)
}

/** Clients resolve some names before they send them: such an object would go elsewhere. */
function whatIsWrong(key: string): string | undefined {
  if (key === '') return 'it is empty'
  if (LONE_SURROGATE.test(key)) return 'it is not well-formed Unicode'
  if (Buffer.byteLength(key) > S3_BUCKET_LIMITS.keyBytes) return 'it is too long'
  return key.split('/').some((part) => part === '.' || part === '..')
    ? 'a part between slashes is "." or ".."'
    : undefined
}

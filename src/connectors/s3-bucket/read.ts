import { readObject } from '../../io/s3/read-object.ts'
import type { S3Session } from '../../io/s3/s3-session.ts'
import { sinkError } from './sink-error.ts'

/** The bytes of an object. Rejects with SinkError or the signal's reason. */
export async function* readFromBucket(
  { session, place }: { readonly session: S3Session; readonly place: string },
  key: string,
  signal: AbortSignal,
): AsyncIterable<Uint8Array> {
  try {
    yield* readObject(session, key, signal)
  } catch (error) {
    throw sinkError(error, `read the object "${key}" in "${place}"`, signal)
  }
}

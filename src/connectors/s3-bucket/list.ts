import type { ListedObject } from '../../model/connector.ts'
import { listObjects } from '../../io/s3/list-objects.ts'
import type { S3Session } from '../../io/s3/s3-session.ts'
import { RESERVED_NAME } from '../reserved-name.ts'
import { isTestObject } from '../test-object.ts'
import { sinkError } from './sink-error.ts'

/** The objects below a prefix, in the order of their bytes. Rejects with SinkError or the signal's reason. */
export async function* listBucket(
  { session, place }: { readonly session: S3Session; readonly place: string },
  prefix: string,
  signal: AbortSignal,
): AsyncIterable<ListedObject> {
  try {
    for await (const object of listObjects(session, prefix === '' ? '' : `${prefix}/`, signal)) {
      if (!isTestObject(object.key) && !isReserved(object.key)) yield object
    }
  } catch (error) {
    throw sinkError(error, `list "${place}"`, signal)
  }
}

function isReserved(key: string): boolean {
  return key.split('/').some((part) => part.startsWith(RESERVED_NAME))
}

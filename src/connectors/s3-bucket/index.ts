import { listObjects } from '../../io/s3/list-objects.ts'
import { openS3, type OpenedS3 } from '../../io/s3/open-s3.ts'
import { readObject } from '../../io/s3/read-object.ts'
import { s3PlaceAt } from '../../io/s3/s3-place.ts'
import type { S3Session } from '../../io/s3/s3-session.ts'
import { SinkError, type Connector, type ConnectorDeps, type ListedObject } from '../../model/connector.ts'
import { DiagnosedError } from '../../model/diagnosed-error.ts'
import type { FieldValues } from '../../model/fields.ts'
import { explainSinkError } from '../explain-failure.ts'
import { isListed } from '../reserved-names.ts'
import { checkS3Bucket } from './check.ts'
import { S3_BUCKET_LIMITS, S3_STORE_LIMITS } from './fields.ts'
import { s3BucketSettings, type S3BucketSettings } from './settings.ts'
import { sinkError } from './sink-error.ts'
import { S3BucketSink } from './sink.ts'

/** Opens the destination: reads credentials, connects to nothing. Rejects with DiagnosedError where there are none. */
export async function openS3Bucket(values: FieldValues, deps: ConnectorDeps): Promise<Connector> {
  const settings = s3BucketSettings(values)
  const { session, endpoint } = await open(settings, deps)
  const place = s3PlaceAt(settings.bucket, endpoint)
  const sink = new S3BucketSink({ session, place, multipartThreshold: settings.multipartThreshold })
  const close = () => session.close()
  return {
    limits: endpoint === undefined ? S3_BUCKET_LIMITS : S3_STORE_LIMITS,
    place,
    sink,
    check: (prefix, signal) => checkS3Bucket({ session, sink, place }, { prefix, uuid: deps.uuid(), signal }),
    list: (prefix, signal) => list({ session, place }, prefix, signal),
    read: (key, signal) => read({ session, place }, key, signal),
    close,
    [Symbol.asyncDispose]: close,
  }
}

async function open(settings: S3BucketSettings, deps: ConnectorDeps): Promise<OpenedS3> {
  try {
    return await openS3(settings, deps)
  } catch (error) {
    const failure = sinkError(error, `read the credentials of "s3://${settings.bucket}"`)
    if (!(failure instanceof SinkError) || failure.reason === 'unknown') throw error
    throw new DiagnosedError([explainSinkError(failure)], { cause: error })
  }
}

interface Bucket {
  readonly session: S3Session
  readonly place: string
}

/** The objects below a prefix, in the order of their bytes. Rejects with SinkError or the signal's reason. */
async function* list({ session, place }: Bucket, prefix: string, signal: AbortSignal): AsyncIterable<ListedObject> {
  try {
    for await (const object of listObjects(session, prefix === '' ? '' : `${prefix}/`, signal)) {
      if (isListed(object.key)) yield object
    }
  } catch (error) {
    throw sinkError(error, `list "${place}"`, signal)
  }
}

/** The bytes of an object. Rejects with SinkError or the signal's reason. */
async function* read({ session, place }: Bucket, key: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  try {
    yield* readObject(session, key, signal)
  } catch (error) {
    throw sinkError(error, `read the object "${key}" in "${place}"`, signal)
  }
}

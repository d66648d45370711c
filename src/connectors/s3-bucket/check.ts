import { reachBucket } from '../../io/s3/reach-bucket.ts'
import { removeObject } from '../../io/s3/remove-object.ts'
import type { S3Session } from '../../io/s3/s3-session.ts'
import type { CheckStep, Sink } from '../../model/connector.ts'
import { checkDestination, type CheckRequest } from '../check-destination.ts'
import { sinkError } from './sink-error.ts'

export interface S3BucketToCheck {
  readonly session: S3Session
  readonly sink: Sink
  readonly place: string
}

/** The validation of a bucket. */
export function checkS3Bucket(
  { session, sink, place }: S3BucketToCheck,
  request: CheckRequest,
): AsyncIterable<CheckStep> {
  const { signal } = request
  const reach = (): Promise<void> =>
    reachBucket(session, signal).catch((error: unknown) => {
      throw sinkError(error, `reach "${place}"`, signal)
    })
  return checkDestination(
    {
      place,
      approach: [{ step: 'reach the bucket', attempt: reach }],
      create: (object) => sink.create(object, signal),
      conditionalWrites: 'uncertain',
      head: (key) => sink.head(key, signal),
      remove: (key) => removeObject(session, key, signal),
      rights: { head: '"s3:GetObject"', remove: '"s3:DeleteObject"' },
    },
    request,
  )
}

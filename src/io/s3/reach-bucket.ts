import { S3Error } from './s3-error.ts'
import type { S3Session } from './s3-session.ts'

const FORBIDDEN = 403
const NOT_FOUND = 404

/** Resolves where the store answers for the bucket, also where HEAD is forbidden: writing does not need that right. */
export async function reachBucket(session: S3Session, signal: AbortSignal): Promise<void> {
  try {
    await session.call(
      ({ sdk, client, bucket, options }) => client.send(new sdk.HeadBucketCommand({ Bucket: bucket }), options),
      signal,
    )
  } catch (error) {
    if (!(error instanceof S3Error) || error.status === undefined) throw error
    if (error.status === FORBIDDEN) return
    if (error.status === NOT_FOUND) {
      throw new S3Error('the bucket does not exist', { ...error, code: 'NoSuchBucket', status: NOT_FOUND })
    }
    throw error
  }
}

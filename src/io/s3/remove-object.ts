import type { S3Session } from './s3-session.ts'

/** Removes an object; one that is not there is removed already. */
export async function removeObject(session: S3Session, key: string, signal: AbortSignal): Promise<void> {
  await session.call(
    ({ sdk, client, bucket, options }) =>
      client.send(new sdk.DeleteObjectCommand({ Bucket: bucket, Key: key }), options),
    signal,
  )
}

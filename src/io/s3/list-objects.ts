import type { S3Session } from './s3-session.ts'

/** The objects whose keys begin with a text, in the order of the store, a page in memory at a time. */
export async function* listObjects(
  session: S3Session,
  prefix: string,
  signal: AbortSignal,
): AsyncIterable<{ readonly key: string; readonly size: number }> {
  for (let token: string | undefined; ;) {
    const page = await listPage(session, { prefix, token }, signal)
    for (const { Key, Size } of page.Contents ?? []) if (Key !== undefined) yield { key: Key, size: Size ?? 0 }
    if (page.IsTruncated !== true || page.NextContinuationToken === undefined) return
    token = page.NextContinuationToken
  }
}

function listPage(
  session: S3Session,
  { prefix, token }: { readonly prefix: string; readonly token: string | undefined },
  signal: AbortSignal,
) {
  return session.call(
    ({ sdk, client, bucket, options }) =>
      client.send(
        new sdk.ListObjectsV2Command({
          Bucket: bucket,
          Prefix: prefix,
          ...(token === undefined ? {} : { ContinuationToken: token }),
        }),
        options,
      ),
    signal,
  )
}

import { S3Error } from './s3-error.ts'
import type { S3Session } from './s3-session.ts'

/** What the store says of an object without sending it. */
export type S3Head =
  | { readonly outcome: 'found'; readonly metadata: { readonly [key: string]: string }; readonly size: number }
  | { readonly outcome: 'absent' }
  | { readonly outcome: 'forbidden' }

const OUTCOMES: { readonly [status: number]: 'absent' | 'forbidden' } = { 403: 'forbidden', 404: 'absent' }

/** Reads the metadata of an object; a missing bucket is reported as absent, since an answer to HEAD has no body that could say so. */
export async function headObject(session: S3Session, key: string, signal: AbortSignal): Promise<S3Head> {
  try {
    const { Metadata, ContentLength } = await session.call(
      ({ sdk, client, bucket, options }) =>
        client.send(new sdk.HeadObjectCommand({ Bucket: bucket, Key: key }), options),
      signal,
    )
    return { outcome: 'found', metadata: Metadata ?? {}, size: ContentLength ?? 0 }
  } catch (error) {
    const outcome = error instanceof S3Error ? OUTCOMES[error.status ?? 0] : undefined
    if (outcome === undefined) throw error
    return { outcome }
  }
}

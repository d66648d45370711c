import { crc32c } from '../../lib/crc32c.ts'
import { checksumText } from './checksum-text.ts'
import { ChunkBody } from './chunk-body.ts'
import { headObject } from './head-object.ts'
import { orExists } from './or-exists.ts'
import { S3Error } from './s3-error.ts'
import type { S3Session } from './s3-session.ts'

/** An object to be put, complete. */
export interface PutRequest {
  readonly key: string
  readonly body: readonly Uint8Array[]
  /** Bytes of the body. */
  readonly size: number
  readonly metadata: { readonly [key: string]: string }
  readonly contentType: string
  /** CRC32C of the whole body, where it is known. */
  readonly crc32c?: number
  /** Called with how many bytes from the beginning on have left the process. They are not sent again: the caller may reuse their memory. */
  readonly onSent?: (bytes: number) => void
}

/** Puts an object in one request, only where there is none: all or nothing. Rejects with S3Error or the signal's reason. */
export async function putObject(
  session: S3Session,
  object: PutRequest,
  signal: AbortSignal,
): Promise<'created' | 'exists'> {
  try {
    return await orExists(put(session, object, signal))
  } catch (error) {
    if (isCutOff(error) && (await headObject(session, object.key, signal)).outcome === 'found') return 'exists'
    throw error
  }
}

function put(session: S3Session, object: PutRequest, signal: AbortSignal): Promise<unknown> {
  const crc = object.crc32c ?? object.body.reduce((before, chunk) => crc32c(chunk, before), 0)
  return session.call(
    ({ sdk, client, bucket, options }) =>
      client.send(
        new sdk.PutObjectCommand({
          Bucket: bucket,
          Key: object.key,
          Body: new ChunkBody(object.body, object.onSent),
          ContentLength: object.size,
          ContentType: object.contentType,
          Metadata: { ...object.metadata },
          ChecksumCRC32C: checksumText(crc),
          IfNoneMatch: '*',
        }),
        options,
      ),
    signal,
  )
}

/** Some stores refuse an object that exists before they have read it, and close: their answer may be lost then, every time. */
function isCutOff(error: unknown): boolean {
  return error instanceof S3Error && ['ECONNRESET', 'EPIPE'].includes(error.code)
}

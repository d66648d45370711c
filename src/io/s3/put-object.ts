import { crc32c } from '../../lib/crc32c.ts'
import { checksumText } from './checksum-text.ts'
import { ChunkBody } from './chunk-body.ts'
import { headObject } from './head-object.ts'
import type { NewS3Object } from './new-s3-object.ts'
import { orExists } from './or-exists.ts'
import { S3Error } from './s3-error.ts'
import type { S3Session } from './s3-session.ts'

/** Makes an object in one request, only where there is none: all or nothing. Rejects with S3Error or the signal's reason. */
export async function putObject(
  session: S3Session,
  object: NewS3Object,
  signal: AbortSignal,
): Promise<'created' | 'exists'> {
  try {
    return await orExists(put(session, object, signal))
  } catch (error) {
    if (isCutOff(error) && (await headObject(session, object.key, signal)).outcome === 'found') return 'exists'
    throw error
  }
}

function put(session: S3Session, object: NewS3Object, signal: AbortSignal): Promise<unknown> {
  const crc = object.crc32c ?? object.chunks.reduce((before, chunk) => crc32c(chunk, before), 0)
  return session.call(
    ({ sdk, client, bucket, options }) =>
      client.send(
        new sdk.PutObjectCommand({
          Bucket: bucket,
          Key: object.key,
          Body: new ChunkBody(object.chunks, object.onSent),
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

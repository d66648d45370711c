import { combineCrc32c, crc32c } from '../../lib/crc32c.ts'
import { linkedAbort } from '../../lib/linked-abort.ts'
import { checksumText } from './checksum-text.ts'
import { ChunkBody } from './chunk-body.ts'
import { headObject } from './head-object.ts'
import { orExists } from './or-exists.ts'
import type { PutRequest } from './put-object.ts'
import { partsOf } from './parts-of.ts'
import type { Part } from './parts-of.ts'
import { S3Error } from './s3-error.ts'
import type { S3Session } from './s3-session.ts'

/** Parts of one object that are uploaded at once. */
const PARTS_AT_ONCE = 4

interface SentPart {
  readonly part: Part
  readonly etag: string | undefined
  readonly crc: number
}

interface Upload {
  readonly session: S3Session
  readonly object: PutRequest
  readonly id: string
}

/**
 * Creates a large object in parts; only the completion makes it visible, and only where there is none. An upload that
 * fails is aborted in the background, through `session`. Rejects with S3Error or the signal's reason.
 */
export async function putInParts(
  session: S3Session,
  object: PutRequest,
  signal: AbortSignal,
): Promise<'created' | 'exists'> {
  const upload = { session, object, id: await begin(session, object, signal) }
  try {
    const sent = await sendParts(upload, signal)
    const outcome = await complete(upload, sent, signal)
    if (outcome === 'exists') abortLater(upload)
    return outcome
  } catch (error) {
    abortLater(upload)
    throw error
  }
}

async function begin(session: S3Session, object: PutRequest, signal: AbortSignal): Promise<string> {
  const { UploadId } = await session.call(
    ({ sdk, client, bucket, options }) =>
      client.send(
        new sdk.CreateMultipartUploadCommand({
          Bucket: bucket,
          Key: object.key,
          ContentType: object.contentType,
          Metadata: { ...object.metadata },
          ChecksumAlgorithm: 'CRC32C',
          ChecksumType: 'FULL_OBJECT',
        }),
        options,
      ),
    signal,
  )
  if (UploadId === undefined) throw new S3Error('the store returned no upload id', NO_ANSWER)
  return UploadId
}

const NO_ANSWER = { code: 'NoUploadId', status: undefined, region: undefined }

/** In the order of their numbers. A part that fails stops the others. */
async function sendParts(upload: Upload, signal: AbortSignal): Promise<readonly SentPart[]> {
  const sent: SentPart[] = []
  const limited = linkedAbort(signal)
  const waiting = partsOf(upload.object)[Symbol.iterator]()
  const sendNext = async (): Promise<void> => {
    for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
      sent.push(await sendPart(upload, next.value, limited.signal))
    }
  }
  const senders = Array.from({ length: PARTS_AT_ONCE }, () =>
    sendNext().catch((error: unknown) => {
      limited.abort(error instanceof Error ? error : new Error(String(error)))
      throw error
    }),
  )
  await Promise.all(senders).finally(() => limited.release())
  return sent.toSorted((a, b) => a.part.number - b.part.number)
}

async function sendPart({ session, object, id }: Upload, part: Part, signal: AbortSignal): Promise<SentPart> {
  const crc = part.chunks.reduce((before, chunk) => crc32c(chunk, before), 0)
  const { ETag } = await session.call(
    ({ sdk, client, bucket, options }) =>
      client.send(
        new sdk.UploadPartCommand({
          Bucket: bucket,
          Key: object.key,
          UploadId: id,
          PartNumber: part.number,
          Body: new ChunkBody(part.chunks),
          ContentLength: part.size,
          ChecksumCRC32C: checksumText(crc),
        }),
        options,
      ),
    signal,
  )
  return { part, etag: ETag, crc }
}

async function complete(upload: Upload, sent: readonly SentPart[], signal: AbortSignal): Promise<'created' | 'exists'> {
  try {
    return await orExists(sendCompletion(upload, sent, signal))
  } catch (error) {
    if (isGone(error) && (await headObject(upload.session, upload.object.key, signal)).outcome === 'found') {
      return 'exists'
    }
    throw error
  }
}

/** Completed by an attempt whose answer was lost, or aborted by somebody: whether the object exists says which. */
function isGone(error: unknown): boolean {
  return error instanceof S3Error && error.code === 'NoSuchUpload'
}

function sendCompletion(
  { session, object, id }: Upload,
  sent: readonly SentPart[],
  signal: AbortSignal,
): Promise<unknown> {
  const whole = sent.reduce((crc, { part, crc: next }) => combineCrc32c(crc, next, part.size), 0)
  return session.call(
    ({ sdk, client, bucket, options }) =>
      client.send(
        new sdk.CompleteMultipartUploadCommand({
          Bucket: bucket,
          Key: object.key,
          UploadId: id,
          IfNoneMatch: '*',
          ChecksumCRC32C: checksumText(whole),
          ChecksumType: 'FULL_OBJECT',
          MpuObjectSize: object.size,
          MultipartUpload: {
            Parts: sent.map(({ part, etag, crc }) => ({
              PartNumber: part.number,
              ETag: etag,
              ChecksumCRC32C: checksumText(crc),
            })),
          },
        }),
        options,
      ),
    signal,
  )
}

/** Best effort: what remains is removed by a lifecycle rule of the bucket, and costs only space. */
function abortLater({ session, object, id }: Upload): void {
  session.afterwards((signal) =>
    session.call(
      ({ sdk, client, bucket, options }) =>
        client.send(new sdk.AbortMultipartUploadCommand({ Bucket: bucket, Key: object.key, UploadId: id }), options),
      signal,
    ),
  )
}

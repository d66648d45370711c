import { addAbortSignal, Readable } from 'node:stream'
import type { S3Session } from './s3-session.ts'

/** The bytes of an object as they come. Rejects with S3Error or the signal's reason. */
export async function* readObject(session: S3Session, key: string, signal: AbortSignal): AsyncIterable<Uint8Array> {
  const { Body } = await session.call(
    ({ sdk, client, bucket, options }) => client.send(new sdk.GetObjectCommand({ Bucket: bucket, Key: key }), options),
    signal,
  )
  if (!(Body instanceof Readable)) return
  try {
    for await (const chunk of addAbortSignal(signal, Body)) if (chunk instanceof Uint8Array) yield chunk
  } catch (error) {
    signal.throwIfAborted()
    throw session.failure(error)
  }
}

import { listObjects, readObject } from '../../services/s3/bucket.ts'
import type { S3Address } from '../../services/s3/prepare-s3.ts'
import { LinesHash } from './lines-hash.ts'
import type { FilledTopic } from './topics.ts'

export interface Place {
  readonly s3: S3Address
  readonly bucket: string
  /** Of the keys of one run. */
  readonly prefix: string
}

/** Downloads what a run wrote. Rejects unless it holds each record of the topic once; gives the number of objects. */
export async function verifyPrefix(
  { s3, bucket, prefix }: Place,
  topic: Pick<FilledTopic, 'records' | 'hash'>,
): Promise<number> {
  let objects = 0
  let lines = 0
  let hash = 0n
  for await (const { key } of listObjects(s3, bucket, { prefix })) {
    const found = await hashObject(await readObject(s3, bucket, key))
    objects++
    lines += found.lines
    hash += found.hash
  }
  if (lines !== topic.records || String(hash) !== topic.hash) {
    throw new Error(`${prefix}: ${lines} lines with hash ${hash} of ${topic.records} records with ${topic.hash}`)
  }
  return objects
}

async function hashObject(answer: Response): Promise<LinesHash> {
  const found = new LinesHash()
  const body = answer.body as AsyncIterable<Uint8Array> | null
  if (body !== null) for await (const chunk of body) found.add(chunk)
  found.end()
  return found
}

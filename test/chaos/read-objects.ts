import { spawnSync } from 'node:child_process'
import { gunzipSync } from 'node:zlib'
import { listObjects, readObject } from '../services/s3/bucket.ts'
import type { S3Address } from '../services/s3/prepare-s3.ts'

/** Objects of one exporter: below the first prefix its events, below the second its dead letters. */
export interface ExporterObjects {
  readonly bucket: string
  readonly prefixes: readonly [string, string]
}

/** The values in each object of an exporter, those in dead letters too. Shares nothing with the engine, nor a decompressor. */
export async function* readObjects(
  address: S3Address,
  { bucket, prefixes: [events, deadLetters] }: ExporterObjects,
): AsyncGenerator<readonly string[]> {
  for await (const { key } of listObjects(address, bucket)) {
    const isDead = key.startsWith(`${deadLetters}/`)
    if (!isDead && !key.startsWith(`${events}/`)) continue
    if (!/\.jsonl(\.gz|\.zst)?$/.test(key)) continue
    const stored = Buffer.from(await (await readObject(address, bucket, key)).arrayBuffer())
    const lines = plain(key, stored).toString('utf8').split('\n').slice(0, -1)
    yield isDead ? lines.map(valueOf) : lines
  }
}

function plain(key: string, stored: Buffer): Buffer {
  if (key.endsWith('.gz')) return gunzipSync(stored)
  if (!key.endsWith('.zst')) return stored
  const { status, stdout, stderr } = spawnSync('zstd', ['-dc'], { input: stored, maxBuffer: 2 ** 30 })
  if (status !== 0) throw new Error(`${key}: ${stderr.toString()}`)
  return stdout
}

function valueOf(line: string): string {
  return (JSON.parse(line) as { value: string }).value
}

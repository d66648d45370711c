import { s3Request } from './s3-client.ts'
import type { S3Address } from './prepare-s3.ts'

export interface ListedObject {
  readonly key: string
  /** Bytes. */
  readonly size: number
}

export async function makeBucket(address: S3Address, bucket: string): Promise<void> {
  await expectOk(await s3Request(address, { method: 'PUT', path: [bucket] }))
}

/** Which objects of a bucket; without either all. */
export interface Listing {
  /** What their keys start with. */
  readonly prefix?: string
  /** Only keys that come after this one. */
  readonly after?: string
}

/** Objects of a bucket, page by page, in the order of their keys. */
export async function* listObjects(
  address: S3Address,
  bucket: string,
  { prefix = '', after }: Listing = {},
): AsyncGenerator<ListedObject> {
  let token: string | undefined
  do {
    const start = after === undefined ? {} : { 'start-after': after }
    const query = { 'list-type': '2', prefix, ...(token === undefined ? start : { 'continuation-token': token }) }
    const answer = await expectOk(await s3Request(address, { method: 'GET', path: [bucket], query }))
    const page = await answer.text()
    yield* objectsOf(page)
    token = /<IsTruncated>true</.test(page) ? textOf(page, 'NextContinuationToken') : undefined
  } while (token !== undefined)
}

/** The body of an object. */
export async function readObject(address: S3Address, bucket: string, key: string): Promise<Response> {
  return await expectOk(await s3Request(address, { method: 'GET', path: [bucket, key] }))
}

/** Bytes of all objects below a prefix. */
export async function sizeOf(address: S3Address, bucket: string, prefix = ''): Promise<number> {
  let bytes = 0
  for await (const { size } of listObjects(address, bucket, { prefix })) bytes += size
  return bytes
}

/** Deletes all objects of a bucket. */
export async function emptyBucket(address: S3Address, bucket: string): Promise<void> {
  for await (const { key } of listObjects(address, bucket)) {
    await expectOk(await s3Request(address, { method: 'DELETE', path: [bucket, key] }))
  }
}

async function expectOk(answer: Response): Promise<Response> {
  if (!answer.ok) throw new Error(`${answer.url}: ${answer.status} ${await answer.text()}`)
  return answer
}

function objectsOf(page: string): readonly ListedObject[] {
  const contents = page.match(/<Contents>.*?<\/Contents>/gs) ?? []
  return contents.map((content) => ({ key: textOf(content, 'Key') ?? '', size: Number(textOf(content, 'Size')) }))
}

function textOf(xml: string, tag: string): string | undefined {
  const text = new RegExp(`<${tag}>(.*?)</${tag}>`, 's').exec(xml)?.[1]
  return text?.replace(/&(#?\w+);/g, (_, name: string) => characterOf(name))
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/** Of an entity: `lt`, `#13` or `#xD`. */
function characterOf(name: string): string {
  if (!name.startsWith('#')) return NAMED[name] ?? ''
  return String.fromCodePoint(Number(name.startsWith('#x') ? `0${name.slice(1)}` : name.slice(1)))
}

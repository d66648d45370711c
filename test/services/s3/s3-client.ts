import { createHash, createHmac } from 'node:crypto'
import type { S3Address } from './prepare-s3.ts'

const UNSIGNED = 'UNSIGNED-PAYLOAD'

export interface S3Request {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE' | 'POST'
  /** Bucket, and key if any; not encoded. */
  readonly path: readonly [bucket: string, key?: string]
  readonly query?: { readonly [name: string]: string }
  readonly headers?: { readonly [name: string]: string }
  readonly body?: string | Uint8Array<ArrayBuffer>
}

/** Sends one signed request; shares nothing with `src`, so it can prove what that did. Gives any answer. */
export async function s3Request(address: S3Address, request: S3Request): Promise<Response> {
  const url = urlOf(address, request)
  const headers = signed(address, request, url)
  const { method, body = null } = request
  return await fetch(url, { method, headers, body })
}

function urlOf({ endpoint }: S3Address, { path, query = {} }: S3Request): URL {
  const url = new URL(`${endpoint}/${path.map((part = '') => encodePath(part)).join('/')}`)
  const pairs = Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1))
  url.search = pairs.map(([name, value]) => `${encodeStrictly(name)}=${encodeStrictly(value)}`).join('&')
  return url
}

/** The headers with an AWS Signature Version 4 over them: the algorithm of the S3 API reference, "Authenticating Requests". */
function signed(address: S3Address, request: S3Request, url: URL): Record<string, string> {
  const time = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
  const scope = `${time.slice(0, 8)}/${address.region}/s3/aws4_request`
  const headers: Record<string, string> = {
    ...request.headers,
    'x-amz-content-sha256': UNSIGNED,
    'x-amz-date': time,
  }
  const named = Object.entries({ ...headers, host: url.host }).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const names = named.map(([name]) => name).join(';')
  const lines = named.map(([name, value]) => `${name}:${value}\n`).join('')
  const canonical = [request.method, url.pathname, url.search.slice(1), lines, names, UNSIGNED].join('\n')
  const toSign = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const signature = hmac(signingKey(address.secretAccessKey, scope), toSign).toString('hex')
  const credential = `Credential=${address.accessKeyId}/${scope}`
  return { ...headers, authorization: `AWS4-HMAC-SHA256 ${credential}, SignedHeaders=${names}, Signature=${signature}` }
}

function signingKey(secret: string, scope: string): Buffer {
  return scope.split('/').reduce<Buffer>((key, part) => hmac(key, part), Buffer.from(`AWS4${secret}`))
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

function encodePath(path: string): string {
  return path.split('/').map(encodeStrictly).join('/')
}

function encodeStrictly(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)
}

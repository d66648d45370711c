import { createHash, createHmac } from 'node:crypto'
import type { Hash, Hmac } from 'node:crypto'
import { KafkaConnectError } from '../errors.ts'
import type { AwsCredentials } from './credentials.ts'
import type { SaslExchange } from './exchange.ts'

const SERVICE = 'kafka-cluster'
const ACTION = 'kafka-cluster:Connect'
const EXPIRES_SECONDS = 900

export interface Signing {
  /** Name of the broker. */
  readonly host: string
  readonly now: Date
}

/** https://github.com/aws/aws-msk-iam-auth#details: the parts of a presigned request, as JSON. The signer loads on first use. */
export async function* awsMskIam(credentials: AwsCredentials, signing: Signing): SaslExchange {
  const answer = yield Buffer.from(JSON.stringify(await signedPayload(credentials, signing)))
  if (answer.length === 0)
    throw new KafkaConnectError('authentication', 'Cannot authenticate with AWS_MSK_IAM: the broker answered nothing')
}

async function signedPayload(
  credentials: AwsCredentials,
  { host, now }: Signing,
): Promise<Readonly<Record<string, unknown>>> {
  const region = credentials.region ?? regionOf(host) ?? credentials.defaultRegion ?? throwUnknownRegion(host)
  const { SignatureV4 } = await import('@smithy/signature-v4')
  const { accessKeyId, secretAccessKey, sessionToken } = credentials
  const keys = { accessKeyId, secretAccessKey, ...(sessionToken === undefined ? {} : { sessionToken }) }
  const signer = new SignatureV4({ service: SERVICE, region, credentials: keys, sha256: Sha256 })
  const request = { method: 'GET', protocol: 'https:', hostname: host, path: '/' }
  const unsigned = { ...request, query: { Action: ACTION }, headers: { host } }
  const { query = {} } = await signer.presign(unsigned, { expiresIn: EXPIRES_SECONDS, signingDate: now })
  const lowerCase = Object.entries(query).map(([name, value]) => [name.toLowerCase(), value] as const)
  return { version: '2020_10_22', host, 'user-agent': 'strmctl', ...Object.fromEntries(lowerCase) }
}

/** As the signer wants it: a hash, or with a secret an HMAC. */
class Sha256 {
  readonly #secret: string | Uint8Array | undefined
  #hash: Hash | Hmac = createHash('sha256')

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#secret = secret === undefined || typeof secret === 'string' ? secret : bytesOf(secret)
    this.reset()
  }

  update(data: Uint8Array): void {
    this.#hash.update(data)
  }

  digest(): Promise<Uint8Array> {
    return Promise.resolve(this.#hash.digest())
  }

  reset(): void {
    this.#hash = this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret)
  }
}

function bytesOf(source: ArrayBuffer | ArrayBufferView): Uint8Array {
  return source instanceof ArrayBuffer
    ? new Uint8Array(source)
    : new Uint8Array(source.buffer, source.byteOffset, source.byteLength)
}

function regionOf(host: string): string | undefined {
  return /\.kafka(?:-serverless)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1]
}

function throwUnknownRegion(host: string): never {
  throw new KafkaConnectError(
    'authentication',
    `Cannot sign for broker "${host}": its name holds no region, and neither "region" nor AWS_REGION is set`,
  )
}

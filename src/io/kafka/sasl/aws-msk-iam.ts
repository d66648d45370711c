import { createHash, createHmac } from 'node:crypto'
import { KafkaConnectError } from '../errors.ts'
import type { AwsCredentials } from './credentials.ts'
import type { SaslExchange } from './exchange.ts'

const ALGORITHM = 'AWS4-HMAC-SHA256'
const SERVICE = 'kafka-cluster'
const ACTION = 'kafka-cluster:Connect'
const EXPIRES_SECONDS = 900

export interface SigningContext {
  /** Name of the broker. */
  readonly host: string
  readonly now: Date
}

/** https://github.com/aws/aws-msk-iam-auth#details: the parts of a presigned request, as JSON. */
export async function* awsMskIam(credentials: AwsCredentials, context: SigningContext): SaslExchange {
  const answer = yield Buffer.from(JSON.stringify(signedPayload(credentials, context)))
  if (answer.length === 0)
    throw new KafkaConnectError('authentication', 'Cannot authenticate with AWS_MSK_IAM: no answer')
}

function signedPayload(credentials: AwsCredentials, { host, now }: SigningContext): Readonly<Record<string, string>> {
  const region = credentials.region ?? regionOf(host) ?? credentials.usualRegion ?? throwUnknown(host)
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '')
  const scope = [time.slice(0, 8), region, SERVICE, 'aws4_request']
  const query = {
    Action: ACTION,
    'X-Amz-Algorithm': ALGORITHM,
    'X-Amz-Credential': [credentials.accessKeyId, ...scope].join('/'),
    'X-Amz-Date': time,
    'X-Amz-Expires': String(EXPIRES_SECONDS),
    ...(credentials.sessionToken === undefined ? {} : { 'X-Amz-Security-Token': credentials.sessionToken }),
    'X-Amz-SignedHeaders': 'host',
  }
  const text = [ALGORITHM, time, scope.join('/'), sha256(canonicalRequest(query, host))].join('\n')
  const key = scope.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${credentials.secretAccessKey}`)
  const signed = { ...query, 'X-Amz-Signature': hmac(key, text).toString('hex') }
  const lowerCase = Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value] as const)
  return { version: '2020_10_22', host, 'user-agent': 'strmctl', ...Object.fromEntries(lowerCase) }
}

function canonicalRequest(query: Readonly<Record<string, string>>, host: string): string {
  const sorted = Object.entries(query).toSorted(([a], [b]) => (a < b ? -1 : 1))
  const parameters = sorted.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')
  return ['GET', '/', parameters, `host:${host}`, '', 'host', sha256('')].join('\n')
}

/** Stricter than encodeURIComponent, as Signature Version 4 wants it. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
}

function regionOf(host: string): string | undefined {
  return /\.kafka(?:-serverless)?\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/.exec(host)?.[1]
}

function throwUnknown(host: string): never {
  throw new KafkaConnectError('authentication', `Cannot sign for broker "${host}": its region is not known`)
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex')
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}

import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import { KafkaConnectError } from '../errors.ts'
import type { PasswordCredentials } from './credentials.ts'
import type { SaslExchange } from './exchange.ts'

const DIGESTS = {
  'SCRAM-SHA-256': { name: 'sha256', bytes: 32 },
  'SCRAM-SHA-512': { name: 'sha512', bytes: 64 },
} as const

/** RFC 7677 asks for at least so many; above the other a broker could keep us busy at will. */
const MIN_ITERATIONS = 4096
const MAX_ITERATIONS = 1_000_000

const NO_CHANNEL_BINDING = 'n,,'

interface ServerFirst {
  readonly nonce: string
  readonly salt: Buffer
  readonly iterations: number
}

type Digest = (typeof DIGESTS)[keyof typeof DIGESTS]

/**
 * RFC 5802. The broker has to prove that it knows the password too. `clientNonce`: printable, without commas; for tests.
 */
export async function* scram(
  credentials: PasswordCredentials,
  clientNonce: string = randomBytes(24).toString('base64'),
): SaslExchange {
  const digest = credentials.mechanism === 'SCRAM-SHA-512' ? DIGESTS['SCRAM-SHA-512'] : DIGESTS['SCRAM-SHA-256']
  const clientFirst = `n=${escapeName(credentials.username)},r=${clientNonce}`
  const serverFirst = (yield Buffer.from(NO_CHANNEL_BINDING + clientFirst)).toString()
  const { nonce, salt, iterations } = readServerFirst(serverFirst, clientNonce)
  const salted = await promisify(pbkdf2)(credentials.password, salt, iterations, digest.bytes, digest.name)
  const withoutProof = `c=${Buffer.from(NO_CHANNEL_BINDING).toString('base64')},r=${nonce}`
  const signed = [clientFirst, serverFirst, withoutProof].join(',')
  const proof = clientProof(digest, salted, signed).toString('base64')
  const serverFinal = (yield Buffer.from(`${withoutProof},p=${proof}`)).toString()
  checkServerFinal(serverFinal, hmac(digest, hmac(digest, salted, 'Server Key'), signed))
}

function escapeName(name: string): string {
  return name.replaceAll('=', '=3D').replaceAll(',', '=2C')
}

function readServerFirst(text: string, clientNonce: string): ServerFirst {
  const [, nonce, salt, iterations] = /^r=([^,]+),s=([A-Za-z0-9+/=]+),i=([0-9]+)(?:,|$)/.exec(text) ?? []
  if (nonce === undefined || salt === undefined) throw untrusted('its first answer cannot be read')
  if (!nonce.startsWith(clientNonce) || nonce === clientNonce) throw untrusted('it did not answer to our nonce')
  const count = Number(iterations)
  if (count < MIN_ITERATIONS || count > MAX_ITERATIONS) throw untrusted(`it asks for ${count} iterations`)
  return { nonce, salt: Buffer.from(salt, 'base64'), iterations: count }
}

function clientProof(digest: Digest, salted: Buffer, signed: string): Buffer {
  const clientKey = hmac(digest, salted, 'Client Key')
  const storedKey = createHash(digest.name).update(clientKey).digest()
  const signature = hmac(digest, storedKey, signed)
  return Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)))
}

function checkServerFinal(text: string, expected: Buffer): void {
  const [, verifier = ''] = /^v=([A-Za-z0-9+/=]+)(?:,|$)/.exec(text) ?? []
  const signature = Buffer.from(verifier, 'base64')
  if (signature.length !== expected.length || !timingSafeEqual(signature, expected))
    throw untrusted('it does not prove that it knows the password')
}

function hmac(digest: Digest, key: Buffer, text: string): Buffer {
  return createHmac(digest.name, key).update(text).digest()
}

function untrusted(problem: string): KafkaConnectError {
  return new KafkaConnectError('authentication', `Cannot trust the broker: ${problem}`)
}
